package dev.cairn.standalone.histories;

import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.platform.cloudevents.KafkaEvents;
import dev.cairn.standalone.histories.laws.Laws;
import dev.cairn.standalone.histories.laws.ModelHistory;
import dev.cairn.standalone.histories.laws.StillDue;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The three services' topics, as anybody can read them. */
public final class Log implements AutoCloseable {

    private static final List<String> TOPICS = List.of(Topics.REGISTRY, Topics.APPROVAL, Topics.DEPLOYMENT);
    private static final String MODEL = "model:";

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, ModelHistory> models = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    /** @param client the servers, and what else a consumer needs to read there */
    public Log(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Everything up to what was there when this was called. */
    public Collection<ModelHistory> readOn() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> add(KafkaEvents.fromRecord(record)));
        }
        return models.values();
    }

    /** What is due by now and not done, a sentence each. */
    public List<String> stillDue() {
        return readOn().stream()
                .flatMap(history -> StillDue.in(history).stream())
                .toList();
    }

    /** Which laws are broken by now, a sentence each. */
    public List<String> broken() {
        return readOn().stream().flatMap(Laws::broken).toList();
    }

    private void add(RecordedEvent event) {
        if (event.key().startsWith(MODEL)) {
            models.computeIfAbsent(event.key(), ModelHistory::new).add(event);
            counts.merge(event.headers().type().replaceAll(".*\\.(\\w+)\\.v1", "$1"), 1, Integer::sum);
        }
    }

    /** How often each kind of event was read. */
    public Map<String, Integer> counts() {
        return counts;
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
