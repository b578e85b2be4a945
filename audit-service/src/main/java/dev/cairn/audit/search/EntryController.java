package dev.cairn.audit.search;

import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;

import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.paging.Cursors;
import dev.cairn.platform.paging.Page;
import dev.cairn.platform.problem.Refused;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log's entries, the newest first. */
@RestController
@RequestMapping(path = "/api/v1/entries", produces = MediaType.APPLICATION_JSON_VALUE)
class EntryController {

    private static final int LONGEST = 600;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final EntrySearch search;
    private final Cursors cursors;

    EntryController(EntrySearch search, Cursors cursors) {
        this.search = search;
        this.cursors = cursors;
    }

    /**
     * Entries by the time of their events, the newest first. Those of one instant come in the reverse order of the log; what is not
     * in the log yet comes before them.
     *
     * @param type logical type with version, for example {@code dev.cairn.registry.VersionRegistered.v1}
     * @param from first instant that counts
     * @param to first instant that counts no more
     */
    @GetMapping
    Page<FoundEntry> entries(
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        var filter = new EntrySearch.Filter(
                text("model", model),
                SearchRules.actor(caller, text("actor", actor)),
                text("type", type),
                time("from", from),
                time("to", to));
        String list = "entries " + filter;
        EntrySearch.After after = cursor == null ? null : EntrySearch.After.parse(cursors.open(list, cursor));
        List<FoundEntry> found = search.find(filter, after, Page.SIZE + 1);
        return Page.of(found, last -> cursors.sign(list, new EntrySearch.After(last.time(), last.event()).toString()));
    }

    /** Nothing that is searched for is longer. */
    private static @Nullable String text(String name, @Nullable String asked) {
        if (asked != null && asked.length() > LONGEST) {
            throw new Refused(REQUEST_MALFORMED, name + " has at most " + LONGEST + " characters");
        }
        return asked;
    }

    private static @Nullable Instant time(String name, @Nullable Instant asked) {
        if (asked != null && (asked.isBefore(EARLIEST) || asked.isAfter(LATEST))) {
            throw new Refused(REQUEST_MALFORMED, name + " lies between " + EARLIEST + " and " + LATEST);
        }
        return asked;
    }
}
