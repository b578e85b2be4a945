package dev.cairn.platform.inbox;

import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;
import static dev.cairn.platform.problem.EdgeRefusal.ROLE_MISSING;

import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.Deciding;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import dev.cairn.platform.paging.Cursors;
import dev.cairn.platform.paging.Page;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.web.HttpWrites;
import dev.cairn.platform.web.Texts;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What administrators do about keys that cannot go on. */
@RestController
@RequestMapping(path = "/api/v1/parked-keys", produces = MediaType.APPLICATION_JSON_VALUE)
final class ParkedKeysApi {

    private static final String LIST = "parked-keys";

    private final ParkedKeys parkedKeys;
    private final HttpWrites writes;
    private final Cursors cursors;

    ParkedKeysApi(ParkedKeys parkedKeys, HttpWrites writes, Cursors cursors) {
        this.parkedKeys = parkedKeys;
        this.writes = writes;
        this.cursors = cursors;
    }

    /** @param reason why the event is given up; not needed for a retry */
    record Choice(
            @Nullable String topic,
            @Nullable String key,
            @Nullable String reason) {}

    /** The keys that cannot go on, each with the reason. */
    @GetMapping
    Page<ParkedKey> list(Caller caller, @RequestParam(required = false) @Nullable String cursor) {
        requireAdmin(caller);
        String[] after = cursor == null
                ? new String[] {"", ""}
                : cursors.open(LIST, cursor).split("\n", 2);
        var found = parkedKeys.list(after[0], after[1], Page.SIZE + 1);
        return Page.of(found, parked -> cursors.sign(LIST, parked.topic() + "\n" + parked.key()));
    }

    /** Takes the waiting events of a key in again, once the cause is mended. */
    @PostMapping("/retry")
    ResponseEntity<ParkedKeys.Outcome> retry(Caller caller, @RequestBody Choice choice) {
        String topic = given(choice.topic(), "topic");
        String key = given(choice.key(), "key");
        return write(caller, topic, key, cause -> parkedKeys.retry(topic, key, cause));
    }

    /** Gives the event up that holds a key back, for ever; those behind it go on. */
    @PostMapping("/discard")
    ResponseEntity<ParkedKeys.Outcome> discard(Caller caller, @RequestBody Choice choice) {
        String topic = given(choice.topic(), "topic");
        String key = given(choice.key(), "key");
        String reason = Texts.required("reason", choice.reason(), 1024);
        return write(caller, topic, key, cause -> parkedKeys.discard(topic, key, reason, cause));
    }

    private ResponseEntity<ParkedKeys.Outcome> write(
            Caller caller, String topic, String key, Function<Cause, ParkedKeys.Outcome> work) {
        requireAdmin(caller);
        return writes.write(
                caller,
                "parked:" + topic + "/" + key,
                HttpStatus.OK,
                ParkedKeys.Outcome.class,
                () -> work.apply(Deciding.current().cause()));
    }

    /** Topic and key as they came: what is parked can be called anything. */
    private static String given(@Nullable String value, String name) {
        if (value == null || value.isBlank() || value.length() > 1_000 || value.indexOf('\0') >= 0) {
            throw new Refused(REQUEST_MALFORMED, "The body needs '" + name + "', of 1 to 1,000 characters");
        }
        return value;
    }

    private static void requireAdmin(Caller caller) {
        if (!caller.has(Role.ADMIN)) {
            throw new Refused(ROLE_MISSING, "Parked keys take the role admin");
        }
    }
}
