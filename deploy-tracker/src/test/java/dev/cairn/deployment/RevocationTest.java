package dev.cairn.deployment;

import static dev.cairn.deployment.RegisteredModel.shown;
import static dev.cairn.deployment.RegisteredModel.target;
import static dev.cairn.deployment.RunningTracker.deployer;
import static dev.cairn.deployment.RunningTracker.events;
import static dev.cairn.deployment.RunningTracker.life;
import static dev.cairn.deployment.RunningTracker.post;
import static dev.cairn.test.RunningService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Stage;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What may run, or start, no more: revoked, lapsed, retired, or not to be judged while events wait. */
class RevocationTest {

    private final RegisteredModel model = new RegisteredModel("1.0.0", "2.0.0");
    private final String target = target(Stage.PROD);

    private void assertAdmitted(String label, boolean admitted) {
        eventually(() -> assertThat(model.admission(label, "target=" + target)
                        .json()
                        .path("admitted")
                        .asBoolean())
                .isEqualTo(admitted));
    }

    @Test
    @Clause({"DEP-6", "DEP-9", "PRO-4"})
    void aRevocationRaisesWhatRunsShutsTheAdmissionAndForbidsTheWayBack() {
        model.running("1.0.0", target);
        UUID second = model.running("2.0.0", target);
        assertAdmitted("2.0.0", true);

        model.revoked("2.0.0");
        eventually(() -> assertThat(life(second)).endsWith("DeploymentLeftUnapproved"));
        assertThat(shown(second).path("unapproved").path("reason").asString()).isEqualTo("found faulty");
        Answer admission = model.admission("2.0.0", "target=" + target);
        assertThat(admission.json().path("admitted").asBoolean()).isFalse();
        assertThat(admission.text("reason")).contains("was revoked");
        assertThat(model.admission("2.0.0", "stage=prod").text("reason")).contains("was revoked");

        model.rolledBack(target, Map.of("reason", "revoked"));
        assertThat(model.rolledBack(target, Map.of("to", "2.0.0", "reason", "x"))
                        .code())
                .isEqualTo("rollback-impossible");
        assertThat(events(model.name(), "DeploymentLeftUnapproved")).hasSize(1);
    }

    @Test
    @Clause({"DEP-6", "PRO-4"})
    void aRevocationThatOvertakesTheStartStopsIt() {
        model.promoted("1.0.0");
        eventually(() -> assertThat(model.admission("1.0.0", "stage=prod")
                        .json()
                        .path("admitted")
                        .asBoolean())
                .isTrue());
        var asking = model.asking("1.0.0", target);
        UUID deployment = model.asked(1);
        model.revoked("1.0.0");
        eventually(() -> assertThat(model.admission("1.0.0", "stage=prod").text("reason"))
                .contains("was revoked"));
        model.authorised("1.0.0", deployment, target);

        assertThat(asking.join().code()).isEqualTo("deployment-refused");
        assertThat(life(deployment)).containsExactly("DeploymentRequested", "DeploymentRefused");
    }

    @Test
    @Clause({"DEP-6", "PRO-4"})
    void noOrderOfArrivalLeavesSomethingRunningUnmarked() {
        List<RegisteredModel> models = IntStream.range(0, 8)
                .mapToObj(i -> new RegisteredModel("1.0.0"))
                .toList();
        models.forEach(one -> one.promoted("1.0.0"));
        var asking = models.stream().map(one -> one.asking("1.0.0", target)).toList();
        for (RegisteredModel one : models) {
            one.authorised("1.0.0", one.asked(1), target);
            one.revoked("1.0.0");
        }
        asking.forEach(call -> assertThat(call.join().status()).isIn(201, 202, 409));

        for (RegisteredModel one : models) {
            eventually(() -> assertThat(life(one.asked(1)))
                    .isIn(
                            List.of("DeploymentRequested", "DeploymentRefused"),
                            List.of("DeploymentRequested", "DeploymentStarted", "DeploymentLeftUnapproved")));
        }
    }

    @Test
    @Clause({"DEP-6", "PRO-4"})
    void whatIsKnownToBeRevokedIsRefusedAtOnceUntilItIsApprovedAnew() {
        model.promoted("1.0.0");
        model.revoked("1.0.0");
        eventually(() -> assertThat(model.admission("1.0.0", "stage=prod").text("reason"))
                .contains("was revoked"));

        Answer refused = model.asking("1.0.0", target).join();
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("deployment-refused");
        assertThat(refused.text("detail")).contains("for prod was revoked");
        assertThat(refused.text("next")).contains("promoted anew");
        assertThat(life(UUID.fromString(refused.text("deployment")))).containsExactly("DeploymentRefused");
        assertThat(model.asking("1.0.0", target(Stage.STAGING)).join().status())
                .as("of staging nothing is known")
                .isEqualTo(202);
        model.started("1.0.0", target);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Clause({"DEP-6", "PRO-4"})
    void whatIsKnownToHaveLapsedIsRefusedAtOnceWhetherApprovalHasSaidSoOrNot(boolean said) {
        model.promoted("1.0.0", Stage.PROD, said ? null : Instant.EPOCH);
        if (said) {
            model.lapsed("1.0.0");
        }
        eventually(() -> assertThat(model.admission("1.0.0", "stage=prod").text("reason"))
                .contains(" lapsed"));

        Answer refused = model.asking("1.0.0", target).join();
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("deployment-refused");
        assertThat(refused.text("detail")).contains("for prod lapsed, so it has to be promoted anew");
        assertThat(life(UUID.fromString(refused.text("deployment")))).containsExactly("DeploymentRefused");
        model.started("1.0.0", target);
    }

    @Test
    @Clause("DEP-4")
    void whatRanBeforeItsApprovalLapsedMayBeGoneBackTo() {
        model.running("1.0.0", target);
        model.running("2.0.0", target);
        model.lapsed("1.0.0");
        eventually(() -> assertThat(model.admission("1.0.0", "stage=prod").text("reason"))
                .contains(" lapsed"));

        assertThat(model.rolledBack(target, Map.of("reason", "worse")).text("version"))
                .isEqualTo(model.version("1.0.0").toString());
        assertAdmitted("1.0.0", true);
    }

    @Test
    @Clause({"DEP-6", "DEP-9", "DEP-1"})
    void whatWasRevokedWhileItRunsIsApprovedAnewAndDeployedInItsOwnPlace() {
        UUID revoked = model.running("1.0.0", target);
        model.revoked("1.0.0");
        assertAdmitted("1.0.0", false);
        eventually(() -> assertThat(life(revoked)).endsWith("DeploymentLeftUnapproved"));

        UUID renewed = model.started("1.0.0", target);
        assertThat(shown(revoked).path("state").asString()).isEqualTo("RUNNING");
        assertAdmitted("1.0.0", true);
        RegisteredModel.reported(renewed, Map.of("status", "RUNNING", "digest", model.digest("1.0.0")));
        assertThat(shown(revoked).path("endedBy").asString()).isEqualTo(renewed.toString());
        assertThat(shown(renewed).path("promotion").asString())
                .isEqualTo(model.promotion("1.0.0").toString());
        assertAdmitted("1.0.0", true);
        assertThat(model.asking("1.0.0", target).join().code()).isEqualTo("already-runs");

        model.revoked("1.0.0");
        assertAdmitted("1.0.0", false);
        eventually(() -> assertThat(life(renewed)).endsWith("DeploymentLeftUnapproved"));
        assertThat(model.rolledBack(target, Map.of("reason", "revoked")).code()).isEqualTo("rollback-impossible");
    }

    @Test
    @Clause({"DEP-4", "DEP-6", "PRO-4"})
    void theWayBackIsForbiddenWhicheverPromotionOfTheContentWasRevoked() {
        model.running("1.0.0", target);
        model.running("2.0.0", target);
        model.promoted("1.0.0");
        model.revoked("1.0.0");
        eventually(() -> assertThat(model.admission("1.0.0", "stage=prod").text("reason"))
                .contains("was revoked"));

        // That of the promotion by which it ran is still on its way
        assertThat(model.rolledBack(target, Map.of("reason", "worse")).code()).isEqualTo("rollback-impossible");
        assertThat(model.rolledBack(target, Map.of("to", "1.0.0", "reason", "worse"))
                        .code())
                .isEqualTo("rollback-impossible");
    }

    @Test
    @Clause({"EOL-6", "EOL-2", "EOL-3", "DEP-8"})
    void whatIsUsedMayNotRetireAndTheObjectionNamesTheUse() {
        UUID first = model.running("1.0.0", target);
        model.retirementRequested("1.0.0");
        eventually(() -> assertThat(events(model.name(), "RetirementObjected")).hasSize(1));
        assertUse(0, "running", first);

        UUID second = model.started("2.0.0", target);
        model.retirementRequested("2.0.0");
        eventually(() -> assertThat(events(model.name(), "RetirementObjected")).hasSize(2));
        assertUse(1, "starting", second);

        RegisteredModel.reported(second, Map.of("status", "RUNNING", "digest", model.digest("2.0.0")));
        model.retirementRequested("1.0.0");
        eventually(() -> assertThat(events(model.name(), "RetirementObjected")).hasSize(3));
        assertUse(2, "rollback", second);
    }

    private void assertUse(int objection, String how, UUID deployment) {
        JsonNode objected = events(model.name(), "RetirementObjected").get(objection);
        assertThat(objected.path("total").asInt()).isEqualTo(1);
        JsonNode use = objected.path("uses").get(0);
        assertThat(use.path("how").asString()).isEqualTo(how);
        assertThat(use.path("deployment").asString()).isEqualTo(deployment.toString());
        assertThat(use.path("target").asString()).isEqualTo(target);
    }

    @Test
    @Clause({"EOL-6", "DEP-6"})
    void whatWasConfirmedToRetireIsRefusedEverywhereFromThenOn() {
        UUID first = model.running("1.0.0", target);
        UUID request = model.retirementRequested("2.0.0");
        eventually(() -> assertThat(events(model.name(), "RetirementConfirmed"))
                .extracting(event -> event.path("request").asString())
                .containsExactly(request.toString()));

        model.promoted("2.0.0");
        Answer refused = model.asking("2.0.0", target).join();
        assertThat(refused.code()).isEqualTo("deployment-refused");
        assertThat(life(UUID.fromString(refused.text("deployment")))).containsExactly("DeploymentRefused");
        eventually(() -> assertThat(model.admission("2.0.0", "stage=prod").text("reason"))
                .contains("was retired"));

        post(deployer(), "/api/v1/deployments/" + first + "/undeployment", Map.of("reason", "over"));
        model.retirementRequested("1.0.0");
        eventually(() -> assertThat(events(model.name(), "RetirementConfirmed")).hasSize(2));
        assertThat(events(model.name(), "RetirementObjected")).isEmpty();
    }

    @Test
    @Clause({"REG-6", "DEP-6"})
    void whileEventsOfTheModelWaitProductionIsShutAndTheRestGoesOn() {
        model.running("1.0.0", target);
        model.running("2.0.0", target);
        model.parked();

        eventually(() -> assertThat(model.asking("1.0.0", target).join().code()).isEqualTo("model-parked"));
        assertThat(model.rolledBack(target, Map.of("reason", "x")).code()).isEqualTo("model-parked");
        assertAdmitted("2.0.0", false);
        Answer staging = model.asking("1.0.0", target(Stage.STAGING)).join();
        assertThat(staging.status()).as(staging.toString()).isEqualTo(202);
    }
}
