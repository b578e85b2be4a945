package dev.cairn.platform.recovery;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.cloudevents.KafkaEvents;
import dev.cairn.test.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/** The registry's topics on the shared broker, what its administrator can do to them, and what lies on them. */
final class OwnedTopics {

    private static final int PARTITIONS = 3;
    private static final Map<String, Object> CONNECTION =
            Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers());

    private interface Administration {
        void run(Admin admin) throws Exception;
    }

    private static void administer(Administration administration) {
        try (Admin admin = Admin.create(CONNECTION)) {
            administration.run(admin);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes the topic, where it is, and makes it again under its name. */
    void makeAnew(String topic) {
        administer(admin -> {
            if (admin.listTopics().names().get().contains(topic)) {
                admin.deleteTopics(List.of(topic)).all().get();
            }
            Await.that("the topic is made", () -> made(admin, topic));
            Await.that("the topic has leaders", () -> led(admin, topic));
        });
    }

    private static boolean made(Admin admin, String topic) {
        try {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)
                            .configs(Map.of(
                                    "retention.ms", "-1",
                                    "retention.bytes", "-1",
                                    "max.message.bytes", "5242880"))))
                    .all()
                    .get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                // The old one is still on its way out
                return false;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean led(Admin admin, String topic) {
        try {
            TopicDescription described =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            return described.partitions().stream().allMatch(partition -> partition.leader() != null);
        } catch (ExecutionException | InterruptedException e) {
            return false;
        }
    }

    /** Takes away all records of a topic, and leaves the topic. */
    void empty(String topic) {
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        partitions(topic).forEach(partition -> all.put(partition, RecordsToDelete.beforeOffset(-1)));
        administer(admin -> admin.deleteRecords(all).all().get());
    }

    /** Takes away the first records of the partition that {@code event} is in. */
    void behead(RecordedEvent event) {
        ConsumerRecord<String, byte[]> first = records(event.topic()).stream()
                .filter(record -> record.key().equals(event.key()))
                .findFirst()
                .orElseThrow();
        var partition = new TopicPartition(first.topic(), first.partition());
        administer(admin -> admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(first.offset() + 1)))
                .all()
                .get());
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /** Sends events as the relay does; nobody else should. */
    void send(List<RecordedEvent> events) {
        try (var producer = new KafkaProducer<>(CONNECTION, new StringSerializer(), new ByteArraySerializer())) {
            events.forEach(event -> producer.send(KafkaEvents.toRecord(event)));
            producer.flush();
        }
    }

    /** All records of all topics, each with its key, headers and value, byte for byte, by partition and in order. */
    Map<String, List<String>> content() {
        Map<String, List<String>> content = new TreeMap<>();
        RecoveredService.TOPICS.forEach(topic -> records(topic)
                .forEach(record -> content.computeIfAbsent(topic + "-" + record.partition(), it -> new ArrayList<>())
                        .add(text(record))));
        return content;
    }

    /** What should be there: each event in its partition, in their order. */
    static Map<String, List<String>> contentOf(List<RecordedEvent> events) {
        Map<String, List<String>> content = new TreeMap<>();
        for (RecordedEvent event : events) {
            var sent = KafkaEvents.toRecord(event);
            int hash = Utils.murmur2(event.key().getBytes(StandardCharsets.UTF_8));
            int partition = Utils.toPositive(hash) % PARTITIONS;
            var record = new ConsumerRecord<>(sent.topic(), partition, 0, sent.key(), sent.value());
            sent.headers().forEach(record.headers()::add);
            content.computeIfAbsent(sent.topic() + "-" + partition, it -> new ArrayList<>())
                    .add(text(record));
        }
        return content;
    }

    private static String text(ConsumerRecord<String, byte[]> record) {
        List<String> headers = StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .toList();
        return record.key() + " " + headers + " " + HexFormat.of().formatHex(record.value());
    }

    private static List<ConsumerRecord<String, byte[]>> records(String topic) {
        Map<String, Object> settings = new HashMap<>(CONNECTION);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "none");
        settings.put("enable.auto.commit", false);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Await.that("the topic is read", () -> {
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
        }
        return records;
    }
}
