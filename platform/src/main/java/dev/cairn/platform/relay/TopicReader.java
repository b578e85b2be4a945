package dev.cairn.platform.relay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Stretches of partitions, each read in its order at the pace of whoever asks. */
public final class TopicReader implements AutoCloseable {

    /** Records of one partition that wait in memory before no more of it are fetched. */
    private static final int ENOUGH = 1_000;

    /** Of all partitions together, shared evenly: events may be large, and there may be many partitions. */
    private static final long ENOUGH_BYTES = 32 * 1024 * 1024;

    /** As much as is handed out at once. */
    private static final long SOME_BYTES = 8 * 1024 * 1024;

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<String, byte[]> consumer;
    private final Duration timeout;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, Waiting> waiting = new HashMap<>();

    /** The next record of each partition; missing until they are asked for by time. */
    private @Nullable PriorityQueue<ConsumerRecord<String, byte[]>> heads;

    /** @param from the first offset to be read, and {@code to} the first that is not */
    public record Stretch(long from, long to) {}

    TopicReader(KafkaClients kafka, Map<TopicPartition, Stretch> stretches) {
        this.consumer = kafka.consumer();
        this.timeout = kafka.timeout();
        consumer.assign(stretches.keySet());
        stretches.forEach((partition, stretch) -> {
            consumer.seek(partition, stretch.from());
            ends.put(partition, stretch.to());
            waiting.put(partition, new Waiting(ENOUGH_BYTES / stretches.size()));
        });
    }

    /** One partition's records that were fetched and not asked for yet. */
    private static final class Waiting {
        private final Deque<ConsumerRecord<String, byte[]>> records = new ArrayDeque<>();
        private final long enoughBytes;
        private long bytes;

        Waiting(long enoughBytes) {
            this.enoughBytes = enoughBytes;
        }

        void add(ConsumerRecord<String, byte[]> record) {
            records.add(record);
            bytes += bytes(record);
        }

        @Nullable
        ConsumerRecord<String, byte[]> poll() {
            var record = records.poll();
            bytes -= record == null ? 0 : bytes(record);
            return record;
        }

        boolean enough() {
            return records.size() >= ENOUGH || bytes >= enoughBytes;
        }
    }

    /** About what the record takes in memory. */
    static long bytes(ConsumerRecord<String, byte[]> record) {
        long bytes = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        for (Header header : record.headers()) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    /** What each partition has, committed: from its first offset to the one after its last. */
    static Map<TopicPartition, Stretch> whole(KafkaClients kafka, Collection<TopicPartition> partitions) {
        try (var consumer = kafka.consumer()) {
            consumer.assign(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Stretch> whole = new HashMap<>();
            consumer.endOffsets(partitions)
                    .forEach((partition, end) -> whole.put(partition, new Stretch(begins.get(partition), end)));
            return whole;
        }
    }

    /** Offsets in the stretches, those of transactions' marks among them: at least as many as records. */
    static long length(Map<TopicPartition, Stretch> stretches) {
        return stretches.values().stream()
                .mapToLong(stretch -> stretch.to() - stretch.from())
                .sum();
    }

    /** The next record of {@code partition}, left where it is; null at the end of its stretch. */
    public @Nullable ConsumerRecord<String, byte[]> peek(TopicPartition partition) {
        var records = waiting(partition).records;
        long silentSince = System.nanoTime();
        while (records.isEmpty() && !atEnd(partition)) {
            consumer.resume(List.of(partition));
            if (fetch()) {
                silentSince = System.nanoTime();
            } else if (System.nanoTime() - silentSince > timeout.toNanos()) {
                throw new TimeoutException("Kafka sends nothing more of " + partition + " at offset "
                        + consumer.position(partition) + " of " + ends.get(partition));
            }
        }
        return records.peek();
    }

    /** The next record of {@code partition}; null at the end of its stretch. */
    public @Nullable ConsumerRecord<String, byte[]> next(TopicPartition partition) {
        peek(partition);
        return waiting(partition).poll();
    }

    /**
     * The oldest record, by its timestamp, of those that come next in their partitions; null when all are at their ends. Whoever
     * asks for this asks for nothing else.
     */
    public @Nullable ConsumerRecord<String, byte[]> nextByTime() {
        if (heads == null) {
            heads = new PriorityQueue<>(Comparator.comparingLong(ConsumerRecord::timestamp));
            waiting.keySet().forEach(this::nextHead);
        }
        var oldest = heads.poll();
        if (oldest != null) {
            nextHead(new TopicPartition(oldest.topic(), oldest.partition()));
        }
        return oldest;
    }

    private void nextHead(TopicPartition partition) {
        var head = next(partition);
        if (head != null) {
            Objects.requireNonNull(heads).add(head);
        }
    }

    /** Some of what comes next in {@code partition}, as much as may be in memory at once; empty at the end of its stretch. */
    List<ConsumerRecord<String, byte[]>> some(TopicPartition partition) {
        List<ConsumerRecord<String, byte[]>> some = new ArrayList<>();
        long bytes = 0;
        while (some.size() < ENOUGH && bytes < SOME_BYTES) {
            var record = next(partition);
            if (record == null) {
                break;
            }
            some.add(record);
            bytes += bytes(record);
        }
        return some;
    }

    private Waiting waiting(TopicPartition partition) {
        return Objects.requireNonNull(waiting.get(partition));
    }

    /** The position also passes the marks of transactions, which are no records. */
    private boolean atEnd(TopicPartition partition) {
        return consumer.position(partition) >= Objects.requireNonNull(ends.get(partition));
    }

    private boolean fetch() {
        var before =
                consumer.assignment().stream().mapToLong(consumer::position).sum();
        for (var record : consumer.poll(POLL)) {
            var partition = new TopicPartition(record.topic(), record.partition());
            if (record.offset() < Objects.requireNonNull(ends.get(partition))) {
                waiting(partition).add(record);
            }
        }
        consumer.pause(waiting.keySet().stream()
                .filter(partition -> atEnd(partition) || waiting(partition).enough())
                .toList());
        return consumer.assignment().stream().mapToLong(consumer::position).sum() > before;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
