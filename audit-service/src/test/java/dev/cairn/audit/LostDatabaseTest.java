package dev.cairn.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.proof.SignedNote;
import dev.cairn.embedded.EmbeddedBroker;
import dev.cairn.events.EventCodec;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.types.ModelName;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import tools.jackson.databind.JsonNode;

/** The whole service, its database gone. */
class LostDatabaseTest {

    private static List<RecordedEvent> events(AuditSystem audit, int count) {
        String model = TestServers.uniqueName("lost");
        List<RecordedEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(RegistryInPlace.event(
                    new ModelDescribed(new ModelName(model), "change " + i), i, RegistryInPlace.MIA));
        }
        audit.registry.store(events);
        audit.awaitLogged(events.get(count - 1));
        return events;
    }

    private static Checkpoint checkpoint(AuditSystem audit) {
        return Checkpoint.parse(
                SignedNote.parse(audit.anonymously("/log/checkpoint").text()).text());
    }

    @Test
    @Clause({"AUD-5", "REG-5"})
    void aLostAuditDatabaseIsMadeAgainToTheSameRoot() {
        try (var kafka = EmbeddedBroker.start(TestService.temporaryDirectory("lost-kafka"), 0, 0);
                var audit = new AuditSystem(kafka.bootstrapServers(), Map.of())) {
            List<RecordedEvent> before = events(audit, 600);
            JsonNode proof = audit.inclusion(before.get(17).headers().id()).json();
            audit.stopAudit();
            Checkpoint lost = newestHead(audit);

            Map<String, Object> fresh =
                    new HashMap<>(TestServers.database("audit").springProperties());
            fresh.put("cairn.verification.stores.audit.url", fresh.get("spring.datasource.url"));
            audit.startAudit(fresh);
            AuditSystem.await(
                    "the log is served",
                    () -> audit.anonymously("/log/checkpoint").status() == 200);

            assertThat(checkpoint(audit).size()).isGreaterThanOrEqualTo(lost.size());
            JsonNode consistency = audit.get(
                            AuditSystem.auditor(),
                            "/api/v1/proofs/consistency?from=" + lost.size() + "&to=" + lost.size())
                    .json();
            assertThat(consistency.path("hashes")).isEmpty();
            assertThat(audit.inclusion(before.get(17).headers().id()).json().path("index"))
                    .isEqualTo(proof.path("index"));
            before.forEach(audit::awaitSearchable);
            RecordedEvent last = events(audit, 50).get(49);
            audit.awaitSearchable(last);
            assertThat(audit.jdbc()
                            .sql("select count(*) from log.entry group by event having count(*) > 1")
                            .query(Long.class)
                            .list())
                    .isEmpty();
            scheduledVerification(audit);
        }
    }

    private static Checkpoint newestHead(AuditSystem audit) {
        try (var heads = Files.list(audit.directory.resolve("current/log/head"))) {
            String head = Files.readString(
                    heads.sorted().reduce((one, later) -> later).orElseThrow());
            String note = EventCodec.json().readTree(head).path("checkpoint").asString();
            return Checkpoint.parse(SignedNote.parse(note).text());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Verifies without being asked, once the last verification is older than the interval. */
    private static void scheduledVerification(AuditSystem audit) {
        audit.stopAudit();
        audit.startAudit(Map.of("cairn.verification.every", "1h"));
        var task = audit.context().getBeansOfType(ScheduledTaskHolder.class).values().stream()
                .flatMap(holder -> holder.getScheduledTasks().stream())
                .filter(it -> it.toString().contains("verifyWhenDue"))
                .findFirst()
                .orElseThrow();

        task.getTask().getRunnable().run();
        AuditSystem.await(
                "it verifies",
                () -> list(audit).size() == 1
                        && !list(audit).get(0).path("state").asString().equals("RUNNING"));
        JsonNode verification = list(audit).get(0);
        assertThat(verification.path("state").asString())
                .as(verification.toPrettyString())
                .isEqualTo("DONE");
        assertThat(verification.path("findings"))
                .as("the service's own events, which restore brings back, and nothing else: %s", verification)
                .allSatisfy(finding -> {
                    assertThat(finding.path("what").asString()).isEqualTo("event-row");
                    assertThat(finding.path("where").asString()).endsWith(", audit)");
                });

        task.getTask().getRunnable().run();
        assertThat(list(audit)).as("not before its time").hasSize(1);
    }

    private static JsonNode list(AuditSystem audit) {
        return audit.get(AuditSystem.auditor(), "/api/v1/verifications").json().path("items");
    }
}
