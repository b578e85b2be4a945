package dev.cairn.standalone.killing.inquest;

import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.platform.cloudevents.KafkaEvents;
import dev.cairn.standalone.killing.victim.Victim;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.postgresql.ds.PGSimpleDataSource;

/** Reads what is stored, past the services. */
public final class FoundEvents {

    private final Victim victim;

    public FoundEvents(Victim victim) {
        this.victim = victim;
    }

    /** Everything that can be read on the topics, each partition in its order. */
    Map<TopicPartition, List<Record>> onTopics() {
        Map<TopicPartition, List<Record>> found = new HashMap<>();
        Map<String, Object> settings = new HashMap<>(victim.kafkaClient());
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            Set<TopicPartition> partitions = Topics.all().stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .collect(Collectors.toSet());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> found.computeIfAbsent(
                                        new TopicPartition(record.topic(), record.partition()),
                                        partition -> new ArrayList<>())
                                .add(record(KafkaEvents.fromRecord(record))));
            }
        }
        return found;
    }

    private static Record record(RecordedEvent event) {
        return new Record(
                event.topic(),
                event.key(),
                event.headers().subject(),
                event.headers().sequence(),
                event.headers().id(),
                event.headers().type(),
                event.headers().correlationId(),
                event.headers().time(),
                new String(event.data(), StandardCharsets.UTF_8));
    }

    /** Every event of all services' stores. */
    List<Record> inStores() throws SQLException {
        List<Record> found = new ArrayList<>();
        for (String service : List.of("registry", "approval", "deployment", "lineage", "audit")) {
            var database = new PGSimpleDataSource();
            database.setUrl("jdbc:postgresql://127.0.0.1:" + victim.port("PostgreSQL") + "/cairn_" + service);
            database.setUser(service + "_reader");
            database.setPassword(victim.secret("postgres." + service + ".reader"));
            try (var connection = database.getConnection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("""
                            select topic, key, stream, sequence, id, type, correlation_id, time, data
                            from events.event order by global_index""")) {
                while (rows.next()) {
                    found.add(new Record(
                            rows.getString("topic"),
                            rows.getString("key"),
                            rows.getString("stream"),
                            rows.getLong("sequence"),
                            rows.getObject("id", UUID.class),
                            rows.getString("type"),
                            rows.getString("correlation_id"),
                            rows.getObject("time", OffsetDateTime.class).toInstant(),
                            new String(rows.getBytes("data"), StandardCharsets.UTF_8)));
                }
            }
        }
        return found;
    }
}
