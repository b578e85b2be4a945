package dev.cairn.acceptance.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All topics from their beginning, read with the rights of the audit service and with Kafka's own client. */
public final class EventLog {

    public static final List<String> TOPICS = Stream.of("registry", "approval", "deployment", "lineage", "audit")
            .flatMap(service -> Stream.of("cairn." + service, "cairn." + service + ".access"))
            .toList();

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<LoggedEvent> events = new ArrayList<>();

    private EventLog(RunningCairn cairn) {
        var settings = Kafka.settings(cairn, "audit");
        settings.put("isolation.level", "read_committed");
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The one that all scenarios read along with. */
    public static EventLog shared() {
        return Shared.LOG;
    }

    private static final class Shared {
        static final EventLog LOG = new EventLog(RunningCairn.shared());
    }

    /** Everything that is on the topics now, each partition in its order. */
    public synchronized List<LoggedEvent> all() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> events.add(LoggedEvent.of(record)));
        }
        return List.copyOf(events);
    }

    /** The first event that fits, as soon as it is there. */
    public LoggedEvent await(String what, Predicate<LoggedEvent> fits) {
        return Waiting.until(what, () -> find(fits));
    }

    private Optional<LoggedEvent> find(Predicate<LoggedEvent> fits) {
        return all().stream().filter(fits).findFirst();
    }

    /** What is on a topic about a model now, in its order. */
    public List<LoggedEvent> about(String topic, String model) {
        return all().stream()
                .filter(event -> event.topic().equals(topic) && event.key().equals("model:" + model))
                .toList();
    }

    /** As soon as so many are there. */
    public List<LoggedEvent> awaitAbout(String topic, String model, int count) {
        return Waiting.until(
                count + " events about " + model + " on " + topic,
                () -> Optional.of(about(topic, model)).filter(events -> events.size() >= count));
    }
}
