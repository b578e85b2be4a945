package dev.cairn.audit.verification;

import dev.cairn.audit.log.LogSource;
import dev.cairn.audit.tiles.StoredLog;
import dev.cairn.audit.topics.LoggedTopics;
import dev.cairn.audit.verification.Findings.Found;
import dev.cairn.audit.verification.KnownCheckpoints.Known;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One look at everything: tree, anchors, event rows, topics, manifests and artifacts, all against the signed log. */
@Component
class Verification {

    private final LogSource source;
    private final LoggedRows logged;
    private final Map<String, RowsCheck> stores;
    private final TopicClients topics;

    Verification(LogSource source, LoggedRows logged, VerificationProperties properties, LoggedTopics topics) {
        this.source = source;
        this.logged = logged;
        this.stores = new TreeMap<>();
        properties.stores().forEach((service, store) -> stores.put(service, new RowsCheck(service, store)));
        this.topics = new TopicClients(topics);
    }

    /**
     * @param size how many entries the checkpoint is over that everything was compared with
     * @param firstEntry everything before this entry is as it was; absent when no entry is concerned
     * @param lastGood the newest anchor over those, which nobody can have written since; absent when there is none, or
     *     nothing is concerned
     * @param open events that were not in the log yet; the next verification judges them
     * @param storage what the write-once store was found to enforce
     * @param unread services whose event rows could not be read because no store is configured for them
     */
    record Result(
            String origin,
            long size,
            Found found,
            @Nullable Long firstEntry,
            @Nullable Known lastGood,
            int open,
            String storage,
            List<String> unread) {}

    /** @throws IllegalStateException when something could not be read; nothing is proved then */
    Result run(Progress progress) {
        StoredLog stored = source.open();
        var findings = new Findings();
        var checkpoints = KnownCheckpoints.read(source, stored, findings, progress);
        Known newest = checkpoints
                .newest()
                .orElseThrow(() -> new IllegalStateException(
                        "There is no checkpoint yet; the first event brings one, verify after it"));
        var tree = new TreeCheck(stored.tiles(), logged, checkpoints, newest);
        LogEntries entries = tree.entries();
        var goodAnchors = besides("verification-tree", () -> tree.compare(entries, findings, progress));
        var content = new RegisteredContent(findings);
        int open = compareEvents(entries, content, findings, progress);
        checkpoints.compareAnchors(content.anchors());
        content.check(source.store(), progress);
        List<Known> anchors = result(goodAnchors);
        OptionalLong first = findings.firstEntry();
        return new Result(
                source.origin(),
                newest.size(),
                findings.found(),
                first.isPresent() ? first.getAsLong() : null,
                first.isPresent() ? newestWithin(anchors, first.getAsLong()) : null,
                open,
                source.store().enforcement().toString(),
                unread());
    }

    private static @Nullable Known newestWithin(List<Known> anchors, long size) {
        return anchors.stream()
                .filter(anchor -> anchor.size() <= size)
                .reduce((one, later) -> later)
                .orElse(null);
    }

    /** @return how many events are on their way into the log */
    private int compareEvents(LogEntries entries, RegisteredContent content, Findings findings, Progress progress) {
        var rowsRead = besides("verification-rows", () -> witnessedRows(entries, content, findings, progress));
        var records = new Witnessed(entries);
        new TopicsCheck(topics).run(new Reading(records, content, findings, progress));
        Witnessed rows = result(rowsRead);
        var onTheWay = new OnTheWay(source, logged, topics, stores, entries);
        return new Comparison(logged, entries, findings).compare(stores.keySet(), rows, records, onTheWay);
    }

    private Witnessed witnessedRows(
            LogEntries entries, RegisteredContent content, Findings findings, Progress progress) {
        var rows = new Witnessed(entries);
        stores.values().forEach(store -> store.run(new Reading(rows, content, findings, progress)));
        return rows;
    }

    private List<String> unread() {
        return logged.services().stream()
                .filter(service -> !stores.containsKey(service))
                .sorted()
                .toList();
    }

    /** On a thread of its own: most of the time goes into hashing, and into waiting for PostgreSQL and Kafka. */
    private static <T> CompletableFuture<T> besides(String thread, Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task, thread).start());
    }

    /** Waits; the failure of one part is the failure of all. */
    private static <T> T result(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
