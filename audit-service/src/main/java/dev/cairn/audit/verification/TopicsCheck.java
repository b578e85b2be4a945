package dev.cairn.audit.verification;

import dev.cairn.platform.cloudevents.KafkaEvents;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads every topic from its beginning to where it ends now. */
final class TopicsCheck {

    private final TopicClients clients;

    TopicsCheck(TopicClients clients) {
        this.clients = clients;
    }

    void run(Reading reading) {
        try (var consumer = clients.consumer()) {
            List<TopicPartition> partitions = clients.partitions(consumer);
            gone(partitions, reading.findings());
            consumer.assign(partitions);
            beginnings(consumer, partitions, reading.findings());
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            TopicClients.readTo(ends, consumer, record -> {
                take(record, reading);
                return true;
            });
        }
    }

    private void gone(List<TopicPartition> partitions, Findings findings) {
        clients.topics().stream()
                .filter(topic -> partitions.stream().noneMatch(it -> it.topic().equals(topic)))
                .forEach(topic -> findings.add("topic", topic, "It is gone: make it anew and run republish"));
    }

    private static void beginnings(
            KafkaConsumer<?, ?> consumer, Collection<TopicPartition> partitions, Findings findings) {
        consumer.beginningOffsets(partitions).forEach((partition, offset) -> {
            if (offset > 0) {
                findings.add(
                        "topic",
                        partition.toString(),
                        "It begins at offset " + offset
                                + ": everything before was deleted. Make the topic anew and run republish");
            }
        });
    }

    /** A record that provokes a failure must not keep the others from being verified. */
    private static void take(ConsumerRecord<String, byte[]> record, Reading reading) {
        String place = record.topic() + "-" + record.partition() + "@" + record.offset();
        try {
            reading.take(KafkaEvents.fromRecord(record), null, place);
        } catch (RuntimeException e) {
            reading.findings().add("topic", place, "It is no event of Cairn: " + e.getMessage());
        }
        reading.progress().read("topic records", 1);
    }
}
