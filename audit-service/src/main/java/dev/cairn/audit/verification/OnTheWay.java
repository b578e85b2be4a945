package dev.cairn.audit.verification;

import dev.cairn.audit.log.LogSource;
import dev.cairn.audit.proof.Tile;
import dev.cairn.audit.tiles.PublicLog;
import dev.cairn.audit.verification.RowsCheck.Relayed;
import dev.cairn.audit.verification.Witnessed.Suspect;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is on its way into the log from what was slipped in past it. Where the relay and the log stand decides, not the
 * clock: what the relay has passed is on its topic, and what the log has passed on a topic is an entry.
 */
final class OnTheWay {

    /** How long the log is given to pass what the topics have. Past that nothing is accused, and said to be open. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final LogSource source;
    private final LoggedRows logged;
    private final TopicClients topics;
    private final Map<String, RowsCheck> stores;
    private final LogEntries entries;

    OnTheWay(
            LogSource source,
            LoggedRows logged,
            TopicClients topics,
            Map<String, RowsCheck> stores,
            LogEntries entries) {
        this.source = source;
        this.logged = logged;
        this.topics = topics;
        this.stores = stores;
        this.entries = entries;
    }

    /**
     * @param slippedIn what the log has passed and does not have
     * @param open how many are on their way into the log; the next verification judges them
     */
    record Judged(List<Suspect> slippedIn, int open) {}

    /**
     * @param suspects whose entry is not known under the checkpoint
     * @param rows what was seen of the event stores
     */
    Judged judge(List<Suspect> suspects, Witnessed rows) {
        if (suspects.isEmpty()) {
            return new Judged(List.of(), 0);
        }
        Map<String, Relayed> relayed = relayed(suspects);
        boolean passed = awaitPassed();
        Set<ByteBuffer> younger = younger();
        List<Suspect> slippedIn = new ArrayList<>();
        int open = 0;
        for (Suspect suspect : suspects) {
            if (younger.contains(ByteBuffer.wrap(suspect.hash()))) {
                continue;
            }
            if (isSlippedIn(suspect.row(), passed, relayed, rows)) {
                slippedIn.add(suspect);
            } else {
                open++;
            }
        }
        return new Judged(slippedIn, open);
    }

    private Map<String, Relayed> relayed(List<Suspect> suspects) {
        Map<String, Relayed> relayed = new HashMap<>();
        suspects.stream()
                .flatMap(suspect -> Stream.ofNullable(suspect.row()))
                .map(RowPlace::store)
                .distinct()
                .forEach(store -> relayed.put(
                        store, Objects.requireNonNull(stores.get(store)).relayed()));
        return relayed;
    }

    /** @param passed whether the log has passed what is on the topics: what stands there was sent */
    private static boolean isSlippedIn(
            @Nullable RowPlace row, boolean passed, Map<String, Relayed> relayed, Witnessed rows) {
        if (row == null) {
            return passed;
        }
        Relayed relay = Objects.requireNonNull(relayed.get(row.store()));
        return isForged(row, relay) || passed && isSent(row, relay, rows);
    }

    /** A transaction that has not begun yet can have left no row: the relay would never come to it. */
    private static boolean isForged(RowPlace row, Relayed relay) {
        return row.transaction() >= relay.nextTransaction();
    }

    /**
     * The relay says that it has passed the row; or it does not, but a later row is an entry. The service may take back what
     * its relay says, and no entry.
     */
    private static boolean isSent(RowPlace row, Relayed relay, Witnessed rows) {
        return Stream.of(Optional.ofNullable(relay.sent()), rows.newestEntry(row.store()))
                .flatMap(Optional::stream)
                .anyMatch(sent -> !row.isAfter(sent));
    }

    /** @return whether the log has passed everything that is on the topics now, and signed it */
    private boolean awaitPassed() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        Map<String, String> ids = topics.ids();
        try (var consumer = topics.consumer()) {
            List<TopicPartition> partitions = topics.partitions(consumer);
            consumer.assign(partitions);
            // What is committed behind an open transaction can be read by nobody until that has ended
            Map<TopicPartition, Long> ends = topics.ends(partitions);
            while (!areReadable(ends, consumer) || !isPassed(ends, ids, consumer)) {
                if (System.nanoTime() > until) {
                    return false;
                }
                pause();
            }
            return true;
        }
    }

    private static boolean areReadable(Map<TopicPartition, Long> ends, KafkaConsumer<?, ?> consumer) {
        Map<TopicPartition, Long> readable = consumer.endOffsets(ends.keySet());
        return ends.entrySet().stream().allMatch(end -> readable.get(end.getKey()) >= end.getValue());
    }

    private boolean isPassed(
            Map<TopicPartition, Long> ends, Map<String, String> ids, KafkaConsumer<String, byte[]> consumer) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(ends.keySet());
        Map<TopicPartition, Long> taken = logged.takenIn(ids);
        begins.forEach(
                (partition, begin) -> consumer.seek(partition, Math.max(begin, taken.getOrDefault(partition, 0L))));
        var waiting = new ArrayList<>();
        // Behind the last record there may be the marks of transactions, which nobody takes in
        TopicClients.readTo(ends, consumer, record -> !waiting.add(record));
        long known = logged.count();
        return waiting.isEmpty() && servedSize() >= known;
    }

    private long servedSize() {
        return source.served().map(PublicLog::size).orElse(0L);
    }

    /** The entries that came after the checkpoint. */
    private Set<ByteBuffer> younger() {
        Set<ByteBuffer> younger = new HashSet<>();
        source.served().ifPresent(log -> {
            for (long bundle = entries.size() / Tile.FULL; bundle * Tile.FULL < log.size(); bundle++) {
                log.entries(bundle).forEach(entry -> younger.add(ByteBuffer.wrap(entry)));
            }
        });
        return younger;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The verification was interrupted", e);
        }
    }
}
