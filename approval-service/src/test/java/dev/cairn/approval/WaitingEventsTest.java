package dev.cairn.approval;

import static dev.cairn.approval.DeploymentAnswersTest.answers;
import static dev.cairn.approval.DeploymentAnswersTest.asked;
import static dev.cairn.approval.RunningApproval.bean;
import static dev.cairn.approval.RunningApproval.decided;
import static dev.cairn.approval.RunningApproval.engineer;
import static dev.cairn.approval.RunningApproval.governance;
import static dev.cairn.approval.RunningApproval.post;
import static dev.cairn.approval.RunningApproval.reviewer;
import static dev.cairn.approval.TakenIn.review;
import static dev.cairn.test.RunningService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.approval.PromotionEvent.DeploymentAuthorised;
import dev.cairn.events.approval.PromotionEvent.DeploymentDenied;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.approval.PromotionEvent.PromotionReviewed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRequested;
import dev.cairn.events.registry.VersionEvent.IntegrityViolated;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.Stage;
import dev.cairn.platform.inbox.ParkedKeys;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.OtherServices;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** While events of a model wait, nothing is decided in favour of its production; what takes back goes on. */
@Clause({"REG-6", "PRO-4", "DEP-6"})
class WaitingEventsTest {

    private final TakenIn model = TakenIn.model();

    /** That 1.0.0 is damaged waits behind an event that never arrived, and so does whatever the registry tells of the model. */
    private void parked() {
        var damage = new IntegrityViolated(
                model.version("1.0.0"), new ArtifactPath("model.bin"), model.digest("1.0.0"), null, "scrub");
        OtherServices.lost(damage.stream());
        model.happened(damage, TakenIn.MIA);
        eventually(
                () -> assertThat(bean(ParkedKeys.class).isParked(model.key())).isTrue());
    }

    private UUID requested(String label, String stage) {
        Answer requested = model.request(label, stage);
        assertThat(requested.status()).as(requested.toString()).isEqualTo(201);
        return UUID.fromString(requested.text("id"));
    }

    private static Answer end(String token, UUID promotion, String how) {
        return post(token, "/api/v1/promotions/" + promotion + "/" + how, Map.of("reason", "found faulty"));
    }

    @Test
    void nobodyRequestsOrApprovesForProductionAndTheOtherStagesGoOn() {
        model.promoted("1.0.0", "dev");
        model.promoted("1.0.0", "staging");
        UUID open = requested("1.0.0", "prod");
        model.promoted("2.0.0", "dev");
        parked();

        Answer approving = review(reviewer("ann", "approver:ml"), open, "ml", "APPROVE");
        assertThat(approving.status()).isEqualTo(503);
        assertThat(approving.code()).isEqualTo("candidate-parked");
        assertThat(approving.text("next")).contains("/api/v1/parked-keys");
        assertThat(decided(model.key(), PromotionReviewed.class))
                .as("staging's alone")
                .hasSize(1);

        model.promoted("2.0.0", "staging");
        assertThat(model.request("2.0.0", "prod").code()).isEqualTo("candidate-parked");
        assertThat(decided(model.key(), PromotionRequested.class)).hasSize(5);
    }

    @Test
    @Clause({"APR-1", "APR-3"})
    void whatIsRejectedWithdrawnOrRevokedNeedsNoSight() {
        UUID approved = model.inProduction("1.0.0");
        UUID mistaken = requested("1.0.0", "prod");
        model.promoted("2.0.0", "dev");
        model.promoted("2.0.0", "staging");
        UUID rejected = requested("2.0.0", "prod");
        parked();

        assertThat(review(reviewer("rob", "approver:risk"), rejected, "risk", "REJECT")
                        .text("state"))
                .isEqualTo("REJECTED");
        assertThat(end(engineer(), mistaken, "withdrawal").text("state")).isEqualTo("WITHDRAWN");
        assertThat(end(governance(), approved, "revocation").text("state")).isEqualTo("REVOKED");
    }

    @Test
    void aQuestionAboutProductionIsDeniedAndSaysWhyAndOneAboutAnotherStageIsNot() {
        UUID approved = model.inProduction("1.0.0");
        parked();

        DeploymentRequested production = asked(model, "1.0.0", Stage.PROD);
        eventually(() -> assertThat(answers(model))
                .containsExactly(new DeploymentDenied(
                        approved,
                        production.version(),
                        production.deployment(),
                        production.digest(),
                        production.target(),
                        "Events of model " + model.name() + " wait to be taken in, so nothing of it may get to"
                                + " production.")));
        asked(model, "1.0.0", Stage.STAGING);
        eventually(() -> assertThat(answers(model)).hasSize(2).last().isInstanceOf(DeploymentAuthorised.class));
    }
}
