package dev.cairn.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.embedded.EmbeddedBroker;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.types.ModelName;
import dev.cairn.platform.cloudevents.KafkaEvents;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestService;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a verification finds when somebody alters a topic; a topic cannot be put back, so it happens step by step. */
@Clause({"IMM-3", "IMM-4", "AUD-2"})
class TamperedTopicTest {

    private static final String MODEL = TestServers.uniqueName("topic");

    private static List<RecordedEvent> events(AuditSystem audit, int from, int count) {
        List<RecordedEvent> events = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            events.add(
                    RegistryInPlace.event(new ModelDescribed(new ModelName(MODEL), "change"), i, RegistryInPlace.MIA));
        }
        audit.registry.store(events);
        audit.awaitLogged(events.get(count - 1));
        return events;
    }

    private static void produce(AuditSystem audit, RecordedEvent event) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", audit.bootstrapServers),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(KafkaEvents.toRecord(event)).get();
        }
    }

    private static List<String> problems(JsonNode verification, String what) {
        List<String> problems = new ArrayList<>();
        verification.path("findings").forEach(finding -> {
            if (finding.path("what").asString().equals(what)) {
                problems.add(finding.path("where").asString() + ": "
                        + finding.path("problem").asString());
            }
        });
        return problems;
    }

    @Test
    void whatIsAddedToATopicAlteredOnItOrCutOffItIsNamed() throws Exception {
        try (var kafka = EmbeddedBroker.start(TestService.temporaryDirectory("topic-kafka"), 0, 0);
                var audit = new AuditSystem(kafka.bootstrapServers(), Map.of())) {
            List<RecordedEvent> events = events(audit, 0, 200);
            assertThat(audit.verify().path("total").asInt()).isZero();

            // added: an event that no registry stored
            RecordedEvent added = RegistryInPlace.event(
                    new ModelDescribed(new ModelName(TestServers.uniqueName("added")), "x"), 0, RegistryInPlace.MIA);
            produce(audit, added);
            audit.awaitLogged(added);
            JsonNode withAdded = audit.verify();
            assertThat(problems(withAdded, "event-row"))
                    .singleElement()
                    .asString()
                    .contains(added.headers().id().toString(), "gone from the event store");

            // altered: the same event with other content
            RecordedEvent original = events.get(50);
            produce(
                    audit,
                    new RecordedEvent(
                            original.topic(),
                            original.key(),
                            original.headers(),
                            "{\"description\":\"better\"}".getBytes(StandardCharsets.UTF_8)));
            JsonNode withAltered = audit.verify();
            assertThat(problems(withAltered, "topic"))
                    .singleElement()
                    .asString()
                    .contains(original.toString(), "no longer what it was");

            // cut: the older half
            long index = audit.inclusion(events.get(0).headers().id())
                    .json()
                    .path("index")
                    .asLong();
            TopicPartition partition = partition(audit, events.get(0));
            audit.administer(admin -> admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(100)))
                    .all()
                    .get());
            JsonNode withCut = audit.verify();
            assertThat(problems(withCut, "topic"))
                    .anyMatch(it -> it.contains(partition + ": It begins at offset 100"))
                    .anyMatch(it -> it.contains(events.get(0).headers().id().toString())
                            && it.contains("no longer on its topic"));
            assertThat(withCut.path("lastGoodSize").asLong()).isEqualTo(index);

            // gone altogether
            audit.administer(admin ->
                    admin.deleteTopics(List.of(Topics.access("registry"))).all().get());
            assertThat(problems(audit.verify(), "topic")).anyMatch(it -> it.contains("registry.access: It is gone"));
        }
    }

    private static TopicPartition partition(AuditSystem audit, RecordedEvent event) {
        return audit.jdbc()
                .sql("select topic, partition from log.entry where event = ?")
                .param(event.headers().id())
                .query((row, number) -> new TopicPartition(row.getString("topic"), row.getInt("partition")))
                .single();
    }
}
