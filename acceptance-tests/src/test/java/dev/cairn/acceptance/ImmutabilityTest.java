package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.acceptance.proof.CanonicalRecord;
import dev.cairn.acceptance.proof.PublicLog;
import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Digests;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.EventLog;
import dev.cairn.acceptance.system.Json;
import dev.cairn.acceptance.system.Kafka;
import dev.cairn.acceptance.system.LoggedEvent;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.acceptance.system.Waiting;
import dev.cairn.test.Clause;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ImmutabilityTest {

    private final RunningCairn cairn = RunningCairn.shared();
    private final Caller mia = cairn.person("mia");

    @ParameterizedTest
    @Clause({"IMM-1", "AUD-1"})
    @CsvSource({
        "PUT, /1.0.0",
        "PATCH, /1.0.0",
        "POST, /1.0.0",
        "DELETE, /1.0.0",
        "DELETE, /latest",
        "PUT, /1.0.0/artifacts/model.bin",
        "DELETE, /1.0.0/artifacts/model.bin"
    })
    void an_attempt_to_change_or_delete_a_version_is_refused_with_the_reason_and_is_on_record(
            String method, String path) {
        String model = mia.newModel();
        JsonNode before = Draft.trained().registered(mia, model);
        String address = "/api/v1/models/" + model + "/versions";

        JsonNode problem = mia.registry()
                .send(method, address + path, Map.of("description", "better"))
                .problem(409, "version-immutable");
        assertThat(problem.path("next").asString()).contains("Register a new version");
        assertThat(mia.registry().get(address + "/1.0.0").json()).isEqualTo(before);

        LoggedEvent refused =
                EventLog.shared().awaitAbout("cairn.registry.access", model, 1).get(0);
        assertThat(refused.type()).isEqualTo("ChangeRefused");
        assertThat(refused.actor()).isEqualTo(mia.actor());
        assertThat(refused.stream().replace("refusal:", "urn:uuid:"))
                .isEqualTo(problem.path("instance").asString());
        assertThat(refused.json().path("target").asString()).isEqualTo(address + path);
    }

    @Test
    @Clause("IMM-5")
    void the_refusal_carries_a_manifest_that_derives_from_the_version_and_can_be_registered() {
        String model = mia.newModel();
        Draft.trained().with("description", "as it was").registered(mia, model);
        JsonNode wayOn = mia.registry()
                .put("/api/v1/models/" + model + "/versions/1.0.0", Map.of("description", "better"))
                .problem(409, "version-immutable")
                .path("wayOn");

        var derived = (ObjectNode) wayOn.path("manifest");
        derived.put("description", "better");
        JsonNode next = mia.registry()
                .send(wayOn.path("method").asString(), wayOn.path("path").asString(), derived)
                .expect(201)
                .json();

        assertThat(next.path("label").asString()).isEqualTo("1.0.1");
        assertThat(next.at("/manifest/description").asString()).isEqualTo("better");
        assertThat(next.at("/manifest/parents"))
                .isEqualTo(Json.of(List.of(Map.of("model", model, "version", "1.0.0"))));
    }

    @ParameterizedTest
    @Clause("IMM-2")
    @ValueSource(strings = {"registry", "audit"})
    void not_even_a_service_may_shorten_delete_or_reconfigure_a_topic(String service) {
        mia.newModel();
        for (String topic : EventLog.TOPICS) {
            try (var kafka = Admin.create(Kafka.settings(cairn, service))) {
                refused(kafka.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(1)))
                        .all());
                refused(kafka.deleteTopics(Set.of(topic)).all());
                refused(kafka.incrementalAlterConfigs(Map.of(
                                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                List.of(new AlterConfigOp(
                                        new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET))))
                        .all());
            }
        }
    }

    private static void refused(KafkaFuture<?> attempt) {
        assertThatThrownBy(attempt::get).hasCauseInstanceOf(AuthorizationException.class);
    }

    @Test
    @Clause("IMM-3")
    void whoever_may_read_a_version_can_check_it_against_the_log_with_checksums_alone() {
        Caller max = cairn.person("max");
        String model = mia.newModel();
        Draft.trained().file("model-card", "CARD.md", "text/markdown", "# Card").registered(mia, model);
        String address = "/api/v1/models/" + model + "/versions/1.0.0";
        JsonNode version = max.registry().get(address).expect(200).json();

        for (JsonNode artifact : version.at("/manifest/artifacts")) {
            byte[] content = max.registry()
                    .get(address + "/artifacts/" + artifact.path("path").asString())
                    .body();
            assertThat(Digests.hex(content)).isEqualTo(artifact.path("digest").asString());
        }
        LoggedEvent registered = EventLog.shared()
                .await("registration of " + model, event -> event.stream().equals("version:" + model + "/1.0.0"));
        assertThat(registered.json().path("digest")).isEqualTo(version.path("digest"));
        byte[] entry = CanonicalRecord.entry(registered);
        Waiting.untilTrue(
                "entry of " + registered, () -> PublicLog.read(max.audit()).has(entry));
    }
}
