package dev.cairn.audit.verification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** Readers of the topics that begin where they are told, and read committed records only. */
final class TopicClients {

    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final KafkaProperties kafka;
    private final KafkaConnectionDetails connection;
    private final List<String> topics;

    TopicClients(KafkaProperties kafka, KafkaConnectionDetails connection, List<String> topics) {
        this.kafka = kafka;
        this.connection = connection;
        this.topics = topics;
    }

    /** Which topics there should be. */
    List<String> topics() {
        return topics;
    }

    KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(kafka.buildConsumerProperties());
        settings.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                connection.getConsumer().getBootstrapServers());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "audit-verification");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** The partitions of those topics that are there. */
    List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        var present = consumer.listTopics();
        List<TopicPartition> partitions = new ArrayList<>();
        topics.forEach(topic -> present.getOrDefault(topic, List.of())
                .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition()))));
        return partitions;
    }

    /** The ids of those topics that are there: one made anew under the same name has another. */
    Map<String, String> ids() {
        Map<String, Object> settings = new HashMap<>(kafka.buildAdminProperties());
        settings.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                connection.getAdmin().getBootstrapServers());
        try (Admin admin = Admin.create(settings)) {
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
