package dev.cairn.registry;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.cloudevents.KafkaEvents;
import dev.cairn.test.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What others read of the registry's topics. */
final class PublishedEvents {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private PublishedEvents() {}

    /**
     * The committed records of {@code key} in their order, from the topic's beginning to its end.
     *
     * @param expected read on until there are that many; fails when there are fewer after three minutes
     */
    static List<ConsumerRecord<String, byte[]>> records(String topic, String key, int expected) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", TestServers.kafka().bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (found.size() < expected || !atEnd(consumer, partitions)) {
                if (System.nanoTime() > until) {
                    throw new AssertionError(found.size() + " of " + expected + " events of " + key + " on " + topic);
                }
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    if (key.equals(record.key())) {
                        found.add(record);
                    }
                }
            }
            return found;
        }
    }

    static List<RecordedEvent> of(String topic, String key, int expected) {
        return records(topic, key, expected).stream()
                .map(KafkaEvents::fromRecord)
                .toList();
    }

    private static boolean atEnd(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
