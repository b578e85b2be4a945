package dev.cairn.deployment;

import static dev.cairn.deployment.RegisteredModel.shown;
import static dev.cairn.deployment.RegisteredModel.target;
import static dev.cairn.deployment.RunningTracker.deployer;
import static dev.cairn.deployment.RunningTracker.events;
import static dev.cairn.deployment.RunningTracker.post;
import static dev.cairn.test.RunningService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Permission;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.events.types.Stage;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may roll back, and what they meant to roll back from. */
@Clause("DEP-4")
class RollbackTest {

    private final String target = target(Stage.PROD);

    @Test
    void whoeverSaysWhatTheyRollBackFromIsRefusedWhereSomethingElseRuns() {
        var model = new RegisteredModel("1.0.0", "2.0.0", "3.0.0");
        model.running("1.0.0", target);
        model.running("2.0.0", target);
        UUID underWay = model.started("3.0.0", target);

        Answer refused = model.rolledBack(target, Map.of("from", "1.0.0", "reason", "worse"));

        assertThat(refused.status()).as(refused.toString()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("state-differs");
        assertThat(refused.text("detail")).contains(model.version("2.0.0") + " runs at " + target, "1.0.0");
        assertThat(events(model.name(), "RolledBack")).isEmpty();
        assertThat(shown(underWay).path("state").asString()).isEqualTo("STARTED");
        assertThat(model.rolledBack(target, Map.of("from", "2.0.0", "reason", "worse"))
                        .text("version"))
                .isEqualTo(model.version("1.0.0").toString());
    }

    @Test
    void ofTwoAtOnceThatRollBackFromTheSameVersionOneDoes() {
        var model = new RegisteredModel("1.0.0", "2.0.0", "3.0.0");
        model.running("1.0.0", target);
        model.running("2.0.0", target);
        model.running("3.0.0", target);
        var rollback = Map.of("from", "3.0.0", "reason", "worse");

        List<CompletableFuture<Answer>> onTheirWay = Stream.of("dan", "cluster")
                .map(who -> CompletableFuture.supplyAsync(() -> model.rolledBack(target, rollback)))
                .toList();

        assertThat(onTheirWay).extracting(answer -> answer.join().status()).containsExactlyInAnyOrder(201, 409);
        assertThat(events(model.name(), "RolledBack"))
                .singleElement()
                .satisfies(back -> assertThat(back.path("version").asString()).endsWith("/2.0.0"));
    }

    @Test
    @Clause({"ACL-1", "PIP-4"})
    void aRepeatedRollbackTellsNothingToWhoeverLostTheModel() {
        var model = new RegisteredModel(Sensitivity.RESTRICTED, "1.0.0", "2.0.0");
        model.granted("dora", Permission.READ);
        model.running("1.0.0", target);
        model.running("2.0.0", target);
        String path = "/api/v1/targets/" + target + "/models/" + model.name() + "/rollback";
        String key = UUID.randomUUID().toString();
        assertThat(post(deployer(), path, Map.of("reason", "worse"), "Idempotency-Key", key)
                        .status())
                .isEqualTo(201);

        model.withdrawn("dora");

        eventually(() -> assertThat(
                        post(deployer(), path, Map.of("reason", "again")).code())
                .isEqualTo("nothing-to-deploy"));
        Answer again = post(deployer(), path, Map.of("reason", "worse"), "Idempotency-Key", key);
        assertThat(again.code()).as(again.toString()).isEqualTo("nothing-to-deploy");
    }
}
