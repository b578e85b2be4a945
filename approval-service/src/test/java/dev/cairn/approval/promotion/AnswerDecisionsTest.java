package dev.cairn.approval.promotion;

import static dev.cairn.approval.promotion.OnePromotion.APPROVED;
import static dev.cairn.approval.promotion.OnePromotion.DIGEST;
import static dev.cairn.approval.promotion.OnePromotion.ID;
import static dev.cairn.approval.promotion.OnePromotion.LAPSED;
import static dev.cairn.approval.promotion.OnePromotion.NOON;
import static dev.cairn.approval.promotion.OnePromotion.REQUESTED;
import static dev.cairn.approval.promotion.OnePromotion.REVOKED;
import static dev.cairn.approval.promotion.OnePromotion.VERSION;
import static dev.cairn.approval.promotion.OnePromotion.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.approval.promotion.AnswerDeployment.Question;
import dev.cairn.events.approval.PromotionEvent;
import dev.cairn.events.approval.PromotionEvent.DeploymentAuthorised;
import dev.cairn.events.approval.PromotionEvent.DeploymentDenied;
import dev.cairn.events.approval.PromotionEvent.VersionDisplaced;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import dev.cairn.test.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** May it run? Asked of the stream in which its approval ends. */
@Clause({"DEP-6", "PRO-4"})
class AnswerDecisionsTest {

    private static final UUID DEPLOYMENT = UUID.randomUUID();
    private static final TargetName TARGET = new TargetName("payments-eu");
    private static final Instant DEADLINE = NOON.plusSeconds(30);
    private static final DeploymentAuthorised YES =
            new DeploymentAuthorised(ID, VERSION, DEPLOYMENT, DIGEST, TARGET, DEADLINE);

    @Test
    void whatIsApprovedMayRunUntilTheDeadline() {
        assertThat(answer(NOON, REQUESTED, APPROVED)).isEqualTo(YES);
    }

    @Test
    @Clause("PRO-6")
    void whatWasDisplacedMayStillRun() {
        var displaced = new VersionDisplaced(ID, VERSION, Stage.PROD, UUID.randomUUID(), VersionId.of("fraud/2.0.0"));

        assertThat(answer(NOON, REQUESTED, APPROVED, displaced)).isEqualTo(YES);
    }

    @Test
    void aQuestionIsAnsweredOnce() {
        assertThat(command(ID, null, NOON).decide(given(REQUESTED, APPROVED, YES)))
                .isEmpty();
        assertThat(command(ID, null, NOON).decide(given(REQUESTED, APPROVED, no("The approval was revoked: x"))))
                .isEmpty();
        assertThat(command(null, null, NOON)
                        .decide(given(new DeploymentDenied(null, VERSION, DEPLOYMENT, DIGEST, TARGET, "no"))))
                .isEmpty();
    }

    @Test
    @Clause("APR-1")
    void whatWasRevokedOrLapsedMayNotRun() {
        assertThat(answer(NOON, REQUESTED, APPROVED, REVOKED)).isEqualTo(no("The approval was revoked: faulty data"));
        assertThat(answer(NOON, REQUESTED, APPROVED, LAPSED))
                .isEqualTo(no("The approval lapsed: its 365 days are over"));
    }

    @Test
    void anApprovalIsOverWithItsTimeAlsoBeforeAnybodyRecordsIt() {
        Instant over = NOON.plus(Duration.ofDays(365));
        var late = new Question(DEPLOYMENT, VERSION, DIGEST, TARGET, Stage.PROD, over.plusSeconds(1));

        assertThat(new AnswerDeployment(ID, late, null, over).decide(given(REQUESTED, APPROVED)))
                .containsExactly(no("The approval lapsed: its time is over"));
    }

    @Test
    void noAnswerIsYesAfterTheDeadline() {
        assertThat(answer(DEADLINE, REQUESTED, APPROVED))
                .isEqualTo(no("The answer was wanted until " + DEADLINE + ", and it is later."));
    }

    @Test
    @Clause({"EOL-3", "EOL-6"})
    void whatRetiresMayNotRun() {
        String retirement = "The version is confirmed to retire.";
        assertThat(command(ID, retirement, NOON).decide(given(REQUESTED, APPROVED)))
                .containsExactly(no(retirement));
    }

    @Test
    void whatWasNeverApprovedIsDeniedInAStreamOfItsOwn() {
        var command = command(null, null, NOON);
        var denied = new DeploymentDenied(
                null, VERSION, DEPLOYMENT, DIGEST, TARGET, "The version was never approved for prod.");

        assertThat(command.decide(given())).containsExactly(denied);
        assertThat(command.stream()).isEqualTo(denied.stream());
    }

    @Test
    @Clause("APR-4")
    void anApprovalIsOfOneContentAndOneStage() {
        for (Question other : List.of(
                new Question(DEPLOYMENT, VERSION, new Sha256Digest("cd".repeat(32)), TARGET, Stage.PROD, DEADLINE),
                new Question(DEPLOYMENT, VERSION, DIGEST, TARGET, Stage.STAGING, DEADLINE),
                new Question(DEPLOYMENT, VersionId.of("fraud/2.0.0"), DIGEST, TARGET, Stage.PROD, DEADLINE))) {
            assertThat(new AnswerDeployment(ID, other, null, NOON).decide(given(REQUESTED, APPROVED)))
                    .singleElement()
                    .isInstanceOf(DeploymentDenied.class);
        }
    }

    private static PromotionEvent answer(Instant now, PromotionEvent... events) {
        return command(ID, null, now).decide(given(events)).get(0);
    }

    private static AnswerDeployment command(@Nullable UUID promotion, @Nullable String against, Instant now) {
        var question = new Question(DEPLOYMENT, VERSION, DIGEST, TARGET, Stage.PROD, DEADLINE);
        return new AnswerDeployment(promotion, question, against, now);
    }

    private static DeploymentDenied no(String reason) {
        return new DeploymentDenied(ID, VERSION, DEPLOYMENT, DIGEST, TARGET, reason);
    }
}
