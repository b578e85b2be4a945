package dev.cairn.audit.verification;

import dev.cairn.audit.topics.LoggedTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Readers of the topics that begin where they are told, and read committed records only. */
final class TopicClients {

    private static final String CLIENT = "audit-verification";
    private static final int MOST_RECORDS = 5_000;
    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final LoggedTopics topics;

    TopicClients(LoggedTopics topics) {
        this.topics = topics;
    }

    /** Which topics there should be. */
    List<String> topics() {
        return topics.names();
    }

    KafkaConsumer<String, byte[]> consumer() {
        return topics.consumer(CLIENT, MOST_RECORDS, MOST_BYTES);
    }

    /** The partitions of those topics that are there. */
    List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        var present = consumer.listTopics();
        List<TopicPartition> partitions = new ArrayList<>();
        topics().forEach(topic -> present.getOrDefault(topic, List.of())
                .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition()))));
        return partitions;
    }

    /** See {@link LoggedTopics#ends}. */
    Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        try (Admin admin = topics.admin(CLIENT)) {
            return LoggedTopics.ends(admin, partitions);
        }
    }

    /** The ids of those topics that are there: one made anew under the same name has another. */
    Map<String, String> ids() {
        try (Admin admin = topics.admin(CLIENT)) {
            Map<String, String> ids = new HashMap<>();
            admin.listTopics()
                    .listings()
                    .get()
                    .forEach(topic -> ids.put(topic.name(), topic.topicId().toString()));
            return ids;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The topics cannot be listed: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The verification was interrupted", e);
        }
    }

    /** What is done with each record; answers whether to go on. */
    @FunctionalInterface
    interface Reader {
        boolean read(ConsumerRecord<String, byte[]> record);
    }

    /**
     * Reads from where the consumer stands to the given ends, or until the reader has had enough.
     *
     * @throws IllegalStateException when Kafka stays silent
     */
    static void readTo(Map<TopicPartition, Long> ends, KafkaConsumer<String, byte[]> consumer, Reader reader) {
        Map<TopicPartition, Long> open = new HashMap<>(ends);
        open.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        long silentSince = System.nanoTime();
        while (!open.isEmpty()) {
            var polled = consumer.poll(Duration.ofMillis(200));
            for (ConsumerRecord<String, byte[]> record : polled) {
                if (!reader.read(record)) {
                    return;
                }
            }
            if (!polled.isEmpty()) {
                silentSince = System.nanoTime();
            } else if (System.nanoTime() - silentSince > SILENCE.toNanos()) {
                throw new IllegalStateException("Kafka has sent nothing for " + SILENCE.toSeconds()
                        + " s, and these are not read to their end: " + open.keySet());
            }
            open.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        }
    }
}
