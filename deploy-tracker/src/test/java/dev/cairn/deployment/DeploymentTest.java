package dev.cairn.deployment;

import static dev.cairn.deployment.RegisteredModel.reported;
import static dev.cairn.deployment.RegisteredModel.shown;
import static dev.cairn.deployment.RegisteredModel.target;
import static dev.cairn.deployment.RunningTracker.auditor;
import static dev.cairn.deployment.RunningTracker.deployer;
import static dev.cairn.deployment.RunningTracker.events;
import static dev.cairn.deployment.RunningTracker.get;
import static dev.cairn.deployment.RunningTracker.governance;
import static dev.cairn.deployment.RunningTracker.life;
import static dev.cairn.deployment.RunningTracker.post;
import static dev.cairn.test.RunningService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Stage;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The life of deployments; registry and approval speak through their topics. */
class DeploymentTest {

    private final RegisteredModel model = new RegisteredModel("1.0.0", "2.0.0", "3.0.0");
    private final String target = target(Stage.PROD);

    @Test
    @Clause({"DEP-1", "DEP-2", "DEP-6", "PRO-4"})
    void aDeploymentStartsWhenApprovalAllowsItAndRunsWhenTheTargetSaysSo() {
        UUID deployment = model.started("1.0.0", target);
        assertThat(events(model.name(), "DeploymentStarted"))
                .singleElement()
                .satisfies(started -> assertThat(started.path("promotion").asString())
                        .isEqualTo(model.promotion("1.0.0").toString()));

        reported(deployment, Map.of("status", "RUNNING", "digest", model.digest("1.0.0")));

        JsonNode shown = shown(deployment);
        assertThat(shown.path("state").asString()).isEqualTo("RUNNING");
        assertThat(shown.path("version").asString()).isEqualTo(model.name() + "/1.0.0");
        assertThat(shown.path("environment").asString()).isEqualTo("production");
        assertThat(shown.path("region").asString()).isEqualTo("eu-central-1");
        assertThat(shown.path("deployer").asString()).endsWith("#dora");
        assertThat(shown.path("running").asString()).isNotEmpty();
        assertThat(life(deployment)).containsExactly("DeploymentRequested", "DeploymentStarted", "Deployed");
    }

    @Test
    @Clause({"AUD-1", "DEP-6"})
    void theStartNamesTheAnswerAsItsCause() {
        UUID deployment = model.started("1.0.0", target);
        String cause = "select %s from events.event where stream = 'deployment:" + deployment + "' and sequence = 1";

        assertThat(RunningTracker.jdbc()
                        .sql(cause.formatted("actor"))
                        .query(String.class)
                        .single())
                .isEqualTo("https://cairn.dev/services#deployment");
        assertThat(RunningTracker.jdbc()
                        .sql(cause.formatted("causation_id"))
                        .query(UUID.class)
                        .single())
                .isEqualTo(RunningTracker.jdbc()
                        .sql("select event from approval_answer where deployment = ?")
                        .param(deployment)
                        .query(UUID.class)
                        .single());
    }

    @Test
    @Clause({"DEP-6", "PRO-4"})
    void whatApprovalDeniesIsRefusedAndOnRecord() {
        var asking = model.asking("1.0.0", target);
        UUID deployment = model.asked(1);
        model.denied("1.0.0", deployment, target, "It was never approved for prod");

        Answer refused = asking.join();
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("deployment-refused");
        assertThat(refused.text("detail")).isEqualTo("It was never approved for prod");
        assertThat(refused.text("deployment")).isEqualTo(deployment.toString());
        assertThat(life(deployment)).containsExactly("DeploymentRequested", "DeploymentRefused");
        assertThat(shown(deployment).path("reason").asString()).isEqualTo("It was never approved for prod");
    }

    @Test
    @Clause("DEP-6")
    void noAnswerIsNoAndAnAuthorisationThatComesLaterStartsNothing() {
        model.promoted("1.0.0");
        Answer open = model.asking("1.0.0", target).join();
        assertThat(open.status()).isEqualTo(202);
        assertThat(open.text("state")).isEqualTo("REQUESTED");
        assertThat(open.header("Location")).isEqualTo("/api/v1/deployments/" + open.text("id"));
        UUID deployment = UUID.fromString(open.text("id"));

        eventually(() -> assertThat(shown(deployment).path("state").asString()).isEqualTo("REFUSED"));
        model.authorised("1.0.0", deployment, target);
        // What is asked and answered after it was taken in after it
        model.started("2.0.0", target);

        assertThat(life(deployment)).containsExactly("DeploymentRequested", "DeploymentRefused");
        assertThat(shown(deployment).path("reason").asString()).isEqualTo("Approval did not answer in time");
    }

    @Test
    @Clause({"DEP-2", "DEP-3"})
    void whatIsDeployedReplacesWhatRanAndBothEndsTellWhatRunsNowAndThen() {
        UUID first = model.running("1.0.0", target);
        Instant between = Instant.parse(shown(first).path("running").asString());
        UUID second = model.running("2.0.0", target);

        assertThat(shown(first).path("state").asString()).isEqualTo("REPLACED");
        assertThat(shown(first).path("endedBy").asString()).isEqualTo(second.toString());
        assertThat(runs("target=" + target)).isEqualTo("2.0.0");
        assertThat(runs("model=" + model.name())).isEqualTo("2.0.0");
        assertThat(runs("model=" + model.name() + "&label=1.0.0")).isEmpty();
        assertThat(runs("target=" + target + "&asOf=" + between)).isEqualTo("1.0.0");
        assertThat(runs("model=" + model.name() + "&label=1.0.0&asOf=" + between))
                .isEqualTo("1.0.0");
        assertThat(runs("target=" + target + "&asOf=" + between.minusSeconds(60)))
                .isEmpty();

        post(deployer(), "/api/v1/deployments/" + second + "/undeployment", Map.of("reason", "over"));
        assertThat(runs("target=" + target)).isEmpty();
        assertThat(shown(second).path("state").asString()).isEqualTo("UNDEPLOYED");
    }

    /** The labels of what ran, with commas between. */
    private static String runs(String query) {
        StringBuilder labels = new StringBuilder();
        Answer answer = get(auditor(), "/api/v1/production?" + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        answer.json()
                .path("items")
                .forEach(item -> labels.append(labels.isEmpty() ? "" : ",")
                        .append(item.path("version").asString().replaceFirst(".*/", "")));
        return labels.toString();
    }

    @Test
    @Clause("DEP-2")
    void whatFailsLeavesRunningWhatRan() {
        model.running("1.0.0", target);
        UUID second = model.started("2.0.0", target);

        assertThat(reported(second, Map.of("status", "FAILED")).code()).isEqualTo("request-malformed");
        Answer failed = reported(second, Map.of("status", "FAILED", "note", "no memory"));

        assertThat(failed.text("state")).isEqualTo("FAILED");
        assertThat(failed.text("reason")).isEqualTo("no memory");
        assertThat(runs("target=" + target)).isEqualTo("1.0.0");
    }

    @Test
    @Clause("DEP-9")
    void aTargetThatRunsSomethingElseDriftsUntilItDoesNot() {
        UUID deployment = model.running("1.0.0", target);

        Answer drifted = reported(
                deployment, Map.of("status", "RUNNING", "digest", model.digest("2.0.0"), "note", "pod fraud-0"));
        assertThat(drifted.json().path("drift").path("observed").asString())
                .isEqualTo(model.digest("2.0.0").value());
        Instant during =
                Instant.parse(drifted.json().path("drift").path("since").asString());
        Answer labelOnly = reported(deployment, Map.of("status", "RUNNING", "note", "fraud:latest"));
        assertThat(labelOnly.json().path("drift").has("observed")).isFalse();
        assertThat(labelOnly.json().path("drift").path("note").asString()).isEqualTo("fraud:latest");

        Answer resolved = reported(deployment, Map.of("status", "RUNNING", "digest", model.digest("1.0.0")));
        assertThat(resolved.json().has("drift")).isFalse();
        assertThat(life(deployment).subList(3, 6)).containsExactly("DriftDetected", "DriftDetected", "DriftResolved");
        JsonNode then = get(auditor(), "/api/v1/production?target=" + target + "&asOf=" + during)
                .json();
        assertThat(then.path("items").get(0).path("drift").path("note").asString())
                .isEqualTo("pod fraud-0");
    }

    @Test
    @Clause({"DEP-4", "DEP-1"})
    void aRollbackAsksNobodyAndTwoInARowGoBackTwoVersions() {
        model.running("1.0.0", target);
        model.running("2.0.0", target);
        UUID third = model.running("3.0.0", target);

        Answer back = model.rolledBack(target, Map.of("reason", "worse"));
        assertThat(back.status()).as(back.toString()).isEqualTo(201);
        assertThat(back.text("version")).endsWith("/2.0.0");
        assertThat(back.text("state")).isEqualTo("RUNNING");
        assertThat(back.text("promotion")).isEqualTo(model.promotion("2.0.0").toString());
        assertThat(back.text("rolledBackFrom")).isEqualTo(third.toString());
        assertThat(shown(third).path("state").asString()).isEqualTo("ROLLED_BACK");
        assertThat(runs("target=" + target)).isEqualTo("2.0.0");

        assertThat(model.rolledBack(target, Map.of("reason", "still")).text("version"))
                .endsWith("/1.0.0");
        assertThat(model.rolledBack(target, Map.of("reason", "again")).code()).isEqualTo("rollback-impossible");
        assertThat(events(model.name(), "RolledBack")).hasSize(2);
        assertThat(events(model.name(), "DeploymentRequested")).hasSize(3);
    }

    @Test
    @Clause("DEP-4")
    void aNamedVersionThatRanThereBeforeRunsAgainAndWhatIsUnderWayGivesWay() {
        model.running("1.0.0", target);
        model.running("2.0.0", target);
        UUID underWay = model.started("3.0.0", target);

        assertThat(model.rolledBack(target, Map.of("to", "3.0.0", "reason", "x"))
                        .code())
                .isEqualTo("rollback-impossible");
        assertThat(shown(underWay).path("state").asString()).isEqualTo("STARTED");
        assertThat(model.rolledBack(target, Map.of("to", "1.0.0", "reason", "x"))
                        .text("version"))
                .endsWith("/1.0.0");
        assertThat(shown(underWay).path("state").asString()).isEqualTo("FAILED");
        assertThat(model.rolledBack(target(Stage.PROD), Map.of("reason", "x")).code())
                .isEqualTo("nothing-runs");
    }

    @Test
    @Clause({"DEP-1", "PIP-4"})
    void anIdempotencyKeyAsksOnce() {
        model.promoted("1.0.0");
        var body = Map.of("version", model.name() + "/" + model.digest("1.0.0"), "target", target);
        var asking = RunningTracker.posting(deployer(), "/api/v1/deployments", body, "Idempotency-Key", target);
        model.authorised("1.0.0", model.asked(1), target);
        Answer first = asking.join();
        Answer again = post(deployer(), "/api/v1/deployments", body, "Idempotency-Key", target);

        assertThat(again.status()).isEqualTo(first.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(post(deployer(), "/api/v1/deployments", body).code()).isEqualTo("deployment-under-way");
    }

    @Test
    @Clause({"DEP-1", "DEP-6"})
    void aDigestNamesAVersionAsItIsPrintedToo() {
        var body = Map.of("version", model.name() + "/sha256:" + model.digest("1.0.0"), "target", target);

        Answer asked = post(deployer(), "/api/v1/deployments", body);

        assertThat(asked.text("version")).as(asked.toString()).isEqualTo(model.name() + "/1.0.0");
    }

    @Test
    @Clause("DEP-1")
    void theListsShowWhatWasAskedForAndWhere() {
        UUID first = model.running("1.0.0", target);
        UUID second = model.started("2.0.0", target);

        Answer all = get(auditor(), "/api/v1/deployments?model=" + model.name());
        assertThat(all.json().path("items"))
                .extracting(item -> item.path("id").asString())
                .containsExactly(second.toString(), first.toString());
        Answer running = get(auditor(), "/api/v1/deployments?state=RUNNING&target=" + target);
        assertThat(running.json().path("items"))
                .extracting(item -> item.path("id").asString())
                .containsExactly(first.toString());
        assertThat(get(auditor(), "/api/v1/targets/" + target).text("stage")).isEqualTo("prod");
        assertThat(get(auditor(), "/api/v1/targets").json().path("items"))
                .anySatisfy(item -> assertThat(item.path("target").asString()).isEqualTo(target));
    }

    @Test
    @Clause("DEP-1")
    void aTargetIsRegisteredOnceWithItsStage() {
        var again = Map.of("target", target, "stage", "prod", "environment", "production", "region", "eu-central-1");
        assertThat(post(governance(), "/api/v1/targets", again).status()).isEqualTo(201);
        var other = Map.of("target", target, "stage", "dev", "environment", "production");
        assertThat(post(governance(), "/api/v1/targets", other).code()).isEqualTo("target-exists");
        assertThat(model.asking("1.0.0", "no-such-target").join().code()).isEqualTo("target-unknown");
        assertThat(model.asking("9.9.9", target).join().code()).isEqualTo("nothing-to-deploy");
    }

    @Test
    @Clause({"PRO-4", "DEP-6", "ACL-1"})
    void whoeverDeploysGivesNoPlaceASecondNameWithALowerStage() {
        String second = target + "-again";
        var lower = Map.of("target", second, "stage", "dev", "environment", "production", "region", "eu-central-1");

        Answer refused = post(deployer(), "/api/v1/targets", lower);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("role-missing");
        assertThat(refused.text("detail")).contains("governance");
        assertThat(model.asking("1.0.0", second).join().code()).isEqualTo("target-unknown");
    }
}
