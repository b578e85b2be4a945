package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.EventLog;
import dev.cairn.acceptance.system.Operation;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.test.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Clause("REG-5")
class RecoveryTest {

    private final RunningCairn cairn = RunningCairn.shared();
    private final Caller mia = cairn.person("mia");
    private final Caller olga = cairn.person("olga");

    @ParameterizedTest
    @ValueSource(strings = {"rebuild", "restore", "republish"})
    void an_operation_on_the_running_registry_leaves_exactly_what_was_there(String operation) {
        String model = mia.newModel();
        String version = "/api/v1/models/" + model + "/versions/"
                + Draft.trained().registered(mia, model).path("label").asString();
        mia.registry().put(version + "/tags/stage", "{\"value\":\"candidate\"}").expect(200);
        EventLog.shared().awaitAbout("cairn.registry", model, 3);
        JsonNode before = mia.registry().get(version).expect(200).json();

        Operation.done(olga.registry(), operation);

        assertThat(mia.registry().get(version).expect(200).json()).isEqualTo(before);
        assertThat(EventLog.shared().awaitAbout("cairn.registry", model, 3)).hasSize(3);
        mia.registry().put(version + "/tags/stage", "{\"value\":\"champion\"}").expect(200);
    }

    @Test
    @Clause("ACL-1")
    void only_administrators_start_one() {
        mia.registry().post("/api/v1/operations/rebuild", null).problem(403, "role-missing");
    }
}
