package dev.cairn.deployment;

import static dev.cairn.deployment.RegisteredModel.target;
import static dev.cairn.deployment.RunningTracker.auditor;
import static dev.cairn.deployment.RunningTracker.deployer;
import static dev.cairn.deployment.RunningTracker.get;
import static dev.cairn.deployment.RunningTracker.post;
import static dev.cairn.test.RunningService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Stage;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What clusters are told when they ask with a digest; revocation and retirement are in {@link RevocationTest}. */
@Clause({"DEP-6", "PRO-4"})
class AdmissionTest {

    private final RegisteredModel model = new RegisteredModel("1.0.0", "2.0.0");
    private final String target = target(Stage.PROD);

    private void assertVerdict(String label, String query, String verdict) {
        eventually(() -> {
            Answer answer = model.admission(label, query);
            String given = answer.json().path("admitted").asBoolean() ? "admitted" : answer.text("reason");
            assertThat(given).as(answer.toString()).isEqualTo(verdict);
        });
    }

    @Test
    void aStageAdmitsWhatIsApprovedForIt() {
        assertVerdict("1.0.0", "stage=prod", model.version("1.0.0") + " is not approved for prod");
        model.promoted("1.0.0");
        assertVerdict("1.0.0", "stage=prod", "admitted");
        assertVerdict("1.0.0", "stage=staging", model.version("1.0.0") + " is not approved for staging");
        assertVerdict("3.0.0", "stage=prod", "No version of " + model.name() + " has this digest");
    }

    @Test
    void aTargetAdmitsWhatIsBeingDeployedThereAndWhatRuns() {
        assertVerdict("1.0.0", "target=" + target, model.version("1.0.0") + " is not deployed to " + target);
        UUID deployment = model.started("1.0.0", target);
        assertVerdict("1.0.0", "target=" + target, "admitted");
        String elsewhere = target(Stage.PROD);
        assertVerdict("1.0.0", "target=" + elsewhere, model.version("1.0.0") + " is not deployed to " + elsewhere);
        RegisteredModel.reported(deployment, Map.of("status", "RUNNING", "digest", model.digest("1.0.0")));
        assertVerdict("1.0.0", "target=" + target, "admitted");

        post(deployer(), "/api/v1/deployments/" + deployment + "/undeployment", Map.of("reason", "over"));
        assertVerdict("1.0.0", "target=" + target, model.version("1.0.0") + " is not deployed to " + target);
    }

    @Test
    void aLapsedApprovalAdmitsNothingNewAndWhatRunsGoesOn() {
        model.running("1.0.0", target);
        model.lapsed("1.0.0");
        assertVerdict(
                "1.0.0",
                "stage=prod",
                "The approval of " + model.version("1.0.0") + " for prod lapsed, so it has to be promoted anew");
        assertVerdict("1.0.0", "target=" + target, "admitted");
    }

    @Test
    void aQuestionNamesATargetOrAStage() {
        assertThat(model.admission("1.0.0", "x=y").code()).isEqualTo("request-malformed");
        assertThat(model.admission("1.0.0", "stage=prod&target=" + target).code())
                .isEqualTo("request-malformed");
        assertThat(model.admission("1.0.0", "stage=production").code()).isEqualTo("request-malformed");
        assertThat(model.admission("1.0.0", "target=no-such-target").code()).isEqualTo("target-unknown");
        assertThat(get(auditor(), "/api/v1/admission/" + model.name() + "/latest?stage=prod")
                        .code())
                .isEqualTo("request-malformed");
    }
}
