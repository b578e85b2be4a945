package dev.cairn.benchmarks;

import dev.cairn.embedded.EmbeddedBroker;
import dev.cairn.kafka.KafkaRights;
import dev.cairn.kafka.TopicLayout;
import dev.cairn.test.TestService;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.util.FileSystemUtils;

/** A Kafka broker with the log's topics and nothing in them. */
final class Broker implements AutoCloseable {

    private final Path directory = TestService.temporaryDirectory("benchmark-kafka");
    private final EmbeddedBroker broker = EmbeddedBroker.start(directory, 0, 0);

    Broker() throws Exception {
        try (Admin admin = Admin.create(connection())) {
            KafkaRights.establishTopics(admin, TopicLayout.ALONE);
        }
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    private Map<String, Object> connection() {
        return Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    }

    /** A producer that the broker acknowledges everything to, in the batches that the relay uses. */
    KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(connection());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 5 * 1024 * 1024);
        settings.putAll(more);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Reads committed records of the topic from its present end. */
    KafkaConsumer<String, byte[]> readerAtTheEndOf(String topic) {
        var consumer = readerOf(List.of(topic));
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
        return consumer;
    }

    /** Reads committed records of the topics from their beginnings. */
    KafkaConsumer<String, byte[]> readerOf(List<String> topics) {
        Map<String, Object> settings = new HashMap<>(connection());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    @Override
    public void close() {
        broker.close();
        FileSystemUtils.deleteRecursively(directory.toFile());
    }
}
