package dev.cairn.platform.relay;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.cloudevents.KafkaEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts back into the store what only the topics have: partitions in their order, side by side by time. */
final class LostEvents {

    private static final int BATCH = 1_000;
    private static final long BATCH_BYTES = 8 * 1024 * 1024;

    private final KafkaClients kafka;
    private final JdbcClient jdbc;

    LostEvents(KafkaClients kafka, JdbcClient jdbc) {
        this.kafka = kafka;
        this.jdbc = jdbc;
    }

    /**
     * @param lost where the topics have them
     * @param store puts a batch into the store, in its order
     * @return how many there were
     * @throws Diverged when one does not continue its stream; those before it stay in the store
     */
    long putBack(Map<TopicPartition, TopicReader.Stretch> lost, Consumer<List<RecordedEvent>> store) {
        long count = 0;
        try (var reader = new TopicReader(kafka, lost)) {
            for (var batch = next(reader); !batch.isEmpty(); batch = next(reader)) {
                requireContinuity(batch);
                store.accept(batch);
                count += batch.size();
            }
        }
        return count;
    }

    private static List<RecordedEvent> next(TopicReader reader) {
        List<RecordedEvent> batch = new ArrayList<>();
        long bytes = 0;
        while (batch.size() < BATCH && bytes < BATCH_BYTES) {
            ConsumerRecord<String, byte[]> record = reader.nextByTime();
            if (record == null) {
                break;
            }
            batch.add(event(record));
            bytes += TopicReader.bytes(record);
        }
        return batch;
    }

    /** @throws Diverged when it is none */
    static RecordedEvent event(ConsumerRecord<String, byte[]> record) {
        try {
            return KafkaEvents.fromRecord(record);
        } catch (KafkaEvents.NoCairnEvent e) {
            throw Diverged.strange(e);
        }
    }

    private void requireContinuity(List<RecordedEvent> batch) {
        Map<String, Long> last = new HashMap<>();
        jdbc.sql("select stream, max(sequence) as last from events.event where stream = any (?) group by stream")
                .param(batch.stream()
                        .map(event -> event.headers().subject())
                        .distinct()
                        .toArray(String[]::new))
                .query(row -> {
                    last.put(row.getString("stream"), row.getLong("last"));
                });
        for (RecordedEvent event : batch) {
            String stream = event.headers().subject();
            long expected = last.getOrDefault(stream, -1L) + 1;
            if (event.headers().sequence() != expected) {
                throw discontinuous(event, expected);
            }
            last.put(stream, expected);
        }
    }

    private static Diverged discontinuous(RecordedEvent event, long expected) {
        String found =
                Takeover.name(event) + " does not continue its stream, whose next sequence in the store is " + expected;
        return event.headers().sequence() > expected
                ? new Diverged("Neither " + event.topic() + " nor the event store has what comes before: " + found
                        + ". Restore the event store from its newest copy, then run restore")
                : Diverged.wentDifferentWays(found);
    }
}
