package dev.cairn.benchmarks;

import dev.cairn.events.Event;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.access.AccessEvent.RetrievalStarted;
import dev.cairn.events.registry.ModelEvent.AliasAssigned;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.events.registry.VersionEvent.VersionTagged;
import dev.cairn.events.types.Alias;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.TagKey;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.cloudevents.KafkaEvents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Events of all kinds, on two topics, become rows of another service's views. They are written in one transaction, so that
 * the inbox sees nothing before its end, where the clock starts; it runs until the last position is behind the last event.
 */
final class InboxBenchmark implements Benchmark {

    private static final int MODELS = 1_000;

    @Override
    public String name() {
        return "inbox";
    }

    @Override
    public List<Figure> run(Size size) throws Exception {
        int events = size.of(100_000, 500);
        try (var broker = new Broker();
                var producer = broker.producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "benchmark"));
                var service = new CatalogueService(broker)) {
            producer.initTransactions();
            project(producer, service, mixed("warm-up", size.of(30_000, 100)));
            double projected = project(producer, service, mixed("measured", events));
            return List.of(Figure.of("inbox", projected, "events/s", Target.atLeast(10_000)));
        }
    }

    /** @return events per second */
    private static double project(
            KafkaProducer<String, byte[]> producer, CatalogueService service, List<RecordedEvent> events)
            throws Exception {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        events.forEach(event -> sent.add(producer.send(KafkaEvents.toRecord(event))));
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Future<RecordMetadata> one : sent) {
            RecordMetadata place = one.get();
            ends.merge(new TopicPartition(place.topic(), place.partition()), place.offset() + 1, Math::max);
        }
        producer.commitTransaction();
        long begin = System.nanoTime();
        while (!service.isBehind(ends)) {
            Thread.sleep(2);
        }
        return events.size() * 1e9 / (System.nanoTime() - begin);
    }

    /** Models in turn; each is registered, then described, tagged, given aliases and fetched. */
    private static List<RecordedEvent> mixed(String purpose, int count) {
        List<RecordedEvent> events = new ArrayList<>(count);
        Map<String, Long> sequences = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Event event = event(new ModelName(purpose + "-" + i % MODELS), i / MODELS);
            events.add(Events.recorded(event, sequences.merge(event.stream(), 1L, Long::sum) - 1));
        }
        return events;
    }

    private static Event event(ModelName model, int turn) {
        var version = new VersionId(model, new Label("1." + turn % 7 + ".0"));
        if (turn == 0) {
            return new ModelRegistered(model, "Tells refunds from purchases", LabelScheme.SEMANTIC, Sensitivity.OPEN);
        }
        return switch (turn % 4) {
            case 0 -> new ModelDescribed(model, "Tells refunds from purchases; change " + turn);
            case 1 -> new AliasAssigned(model, new Alias("champion"), version.label(), null);
            case 2 -> new VersionTagged(version, new TagKey("team"), "payments-" + turn, null);
            default -> new RetrievalStarted(UUID.randomUUID(), version, digest(version), null, "curl/8.5.0");
        };
    }

    private static Sha256Digest digest(VersionId version) {
        return Sha256Digest.of(version.toString().getBytes(StandardCharsets.UTF_8));
    }
}
