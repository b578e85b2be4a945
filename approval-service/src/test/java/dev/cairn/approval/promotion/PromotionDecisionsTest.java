package dev.cairn.approval.promotion;

import static dev.cairn.approval.ApprovalRefusal.ALREADY_REVIEWED;
import static dev.cairn.approval.ApprovalRefusal.CANDIDATE_UNKNOWN;
import static dev.cairn.approval.ApprovalRefusal.DOCUMENTS_UNCONFIRMED;
import static dev.cairn.approval.ApprovalRefusal.PROMOTION_CLOSED;
import static dev.cairn.approval.ApprovalRefusal.PROMOTION_NOT_APPROVED;
import static dev.cairn.approval.ApprovalRefusal.REVIEWER_BARRED;
import static dev.cairn.approval.ApprovalRefusal.ROLE_NOT_ASKED;
import static dev.cairn.approval.ApprovalRefusal.SIGN_IN_TOO_OLD;
import static dev.cairn.approval.promotion.OnePromotion.ANN;
import static dev.cairn.approval.promotion.OnePromotion.APPROVED;
import static dev.cairn.approval.promotion.OnePromotion.BEN;
import static dev.cairn.approval.promotion.OnePromotion.CI;
import static dev.cairn.approval.promotion.OnePromotion.DIGEST;
import static dev.cairn.approval.promotion.OnePromotion.ID;
import static dev.cairn.approval.promotion.OnePromotion.LAPSED;
import static dev.cairn.approval.promotion.OnePromotion.MIA;
import static dev.cairn.approval.promotion.OnePromotion.NOON;
import static dev.cairn.approval.promotion.OnePromotion.OWEN;
import static dev.cairn.approval.promotion.OnePromotion.POLICY;
import static dev.cairn.approval.promotion.OnePromotion.REQUESTED;
import static dev.cairn.approval.promotion.OnePromotion.REVOKED;
import static dev.cairn.approval.promotion.OnePromotion.ROB;
import static dev.cairn.approval.promotion.OnePromotion.VERSION;
import static dev.cairn.approval.promotion.OnePromotion.approval;
import static dev.cairn.approval.promotion.OnePromotion.candidate;
import static dev.cairn.approval.promotion.OnePromotion.given;
import static dev.cairn.approval.promotion.OnePromotion.review;
import static dev.cairn.approval.promotion.OnePromotion.reviewed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.approval.version.Candidate.Kind;
import dev.cairn.events.approval.Policy;
import dev.cairn.events.approval.PromotionEvent;
import dev.cairn.events.approval.PromotionEvent.ApprovalLapsed;
import dev.cairn.events.approval.PromotionEvent.GateEvaluated;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionExpired;
import dev.cairn.events.approval.PromotionEvent.PromotionRejected;
import dev.cairn.events.approval.PromotionEvent.PromotionWithdrawn;
import dev.cairn.events.approval.PromotionEvent.Verdict;
import dev.cairn.events.approval.PromotionEvent.VersionDisplaced;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.problem.RefusalCode;
import dev.cairn.platform.problem.Refused;
import dev.cairn.test.Clause;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PromotionDecisionsTest {

    private static final PromotionWithdrawn WITHDRAWN = new PromotionWithdrawn(ID, VERSION, Stage.PROD, "not yet");
    private static final PromotionRejected REJECTED = new PromotionRejected(ID, VERSION, Stage.PROD, "no");
    private static final PromotionExpired EXPIRED = new PromotionExpired(ID, VERSION, Stage.PROD);

    @Test
    @Clause({"APR-1", "APR-4", "PRO-2"})
    void aRequestBindsContentPolicyAndWhoIsBarred() {
        List<PromotionEvent> events = request(POLICY).decide(given());

        assertThat(events.get(0)).isEqualTo(REQUESTED);
        assertThat(REQUESTED.barred()).containsExactly(MIA, OWEN, CI);
        assertThat(events.get(1))
                .isInstanceOfSatisfying(
                        GateEvaluated.class, gate -> assertThat(gate.passed()).isTrue());
        assertThat(events).hasSize(2);
        assertThat(request(POLICY).decide(given(REQUESTED))).isEmpty();
    }

    @Test
    @Clause("PRO-2")
    void aRequestThatFailsAChecksIsRecordedAndRejected() {
        var request = new RequestPromotion(
                ID, candidate(Kind.DAMAGE), Stage.PROD, 3, POLICY, MIA, OWEN, "fewer false alarms", NOON);

        assertThat(request.decide(given()))
                .hasSize(3)
                .last()
                .isEqualTo(new PromotionRejected(ID, VERSION, Stage.PROD, "so it is"));
    }

    @Test
    @Clause({"PRO-2", "PRO-3"})
    void wherePolicyAsksForNobodyPassingIsEnough() {
        var alone = new Policy(List.of(), List.of(), List.of(), List.of(), false, 14, null, null);

        assertThat(request(alone).decide(given()))
                .last()
                .isEqualTo(new PromotionApproved(ID, VERSION, DIGEST, Stage.PROD, List.of(), null));
    }

    @Test
    @Clause({"PRO-3", "APR-1", "APR-3"})
    void theLastReviewThatThePolicyAsksForApproves() {
        List<PromotionEvent> last = review(ROB, "risk", Verdict.APPROVE).decide(given(REQUESTED, reviewed(ANN, "ml")));

        assertThat(review(ANN, "ml", Verdict.APPROVE).decide(given(REQUESTED))).containsExactly(reviewed(ANN, "ml"));
        assertThat(last).hasSize(3);
        assertThat(last.get(0)).isEqualTo(reviewed(ROB, "risk"));
        assertThat(last.get(1))
                .isInstanceOfSatisfying(
                        GateEvaluated.class, gate -> assertThat(gate.passed()).isTrue());
        assertThat(last.get(2)).isEqualTo(approval(ANN, ROB));
    }

    @Test
    @Clause("APR-1")
    void twoReviewsInOneRoleAreNoneInTheOther() {
        assertThat(review(BEN, "ml", Verdict.APPROVE).decide(given(REQUESTED, reviewed(ANN, "ml"))))
                .containsExactly(reviewed(BEN, "ml"));
    }

    @Test
    @Clause("APR-1")
    void nobodyCountsTwiceInWhateverRoles() {
        assertRefused(review(ANN, "risk", Verdict.APPROVE), ALREADY_REVIEWED, REQUESTED, reviewed(ANN, "ml"));
        assertRefused(review(ANN, "ml", Verdict.REJECT), ALREADY_REVIEWED, REQUESTED, reviewed(ANN, "ml"));
    }

    @Test
    @Clause("APR-1")
    void nobodyReviewsWhatTheyRequestedCreatedOrAnswerFor() {
        for (Actor barred : List.of(MIA, OWEN, CI)) {
            assertRefused(review(barred, "ml", Verdict.APPROVE), REVIEWER_BARRED, REQUESTED);
        }
    }

    @Test
    @Clause("APR-3")
    void oneRejectionEndsIt() {
        assertThat(review(ROB, "risk", Verdict.REJECT).decide(given(REQUESTED, reviewed(ANN, "ml"))))
                .last()
                .isEqualTo(new PromotionRejected(ID, VERSION, Stage.PROD, "read it twice"));
        assertRefused(review(ANN, "ml", Verdict.APPROVE), PROMOTION_CLOSED, REQUESTED, REJECTED);
    }

    @Test
    @Clause("PRO-2")
    void whatWasDamagedSinceTheRequestIsNotApproved() {
        var last = new ReviewPromotion(
                ID,
                candidate(Kind.DAMAGE),
                ROB,
                NOON,
                review(ROB, "risk", Verdict.APPROVE).review(),
                NOON);

        List<PromotionEvent> events = last.decide(given(REQUESTED, reviewed(ANN, "ml")));

        assertThat(events).hasSize(3).noneMatch(PromotionApproved.class::isInstance);
        assertThat(events.get(2)).isInstanceOf(PromotionRejected.class);
    }

    @Test
    @Clause("APR-5")
    void whoeverApprovesConfirmsEveryDocument() {
        var unread = new Review("ml", Verdict.APPROVE, "I agree", "", List.of());
        var rejected = new Review("ml", Verdict.REJECT, "I do not agree", "no card", List.of());

        assertRefused(new ReviewPromotion(ID, candidate(), ANN, NOON, unread, NOON), DOCUMENTS_UNCONFIRMED, REQUESTED);
        assertThat(new ReviewPromotion(ID, candidate(), ANN, NOON, rejected, NOON).decide(given(REQUESTED)))
                .hasSize(2);
    }

    @Test
    @Clause("APR-5")
    void aSignatureTakesAFreshSignInWhereThePolicySaysSo() {
        Review review = review(ANN, "ml", Verdict.APPROVE).review();
        var oldest = NOON.minus(Duration.ofMinutes(15));

        assertThat(new ReviewPromotion(ID, candidate(), ANN, oldest, review, NOON).decide(given(REQUESTED)))
                .hasSize(1);
        assertRefused(
                new ReviewPromotion(ID, candidate(), ANN, oldest.minusSeconds(1), review, NOON),
                SIGN_IN_TOO_OLD,
                REQUESTED);
        assertRefused(new ReviewPromotion(ID, candidate(), ANN, null, review, NOON), SIGN_IN_TOO_OLD, REQUESTED);
    }

    @Test
    @Clause({"APR-1", "APR-4"})
    void aReviewInAnotherRoleOrOfOtherContentDoesNotCount() {
        assertRefused(review(ANN, "legal", Verdict.APPROVE), ROLE_NOT_ASKED, REQUESTED);
        var other = OnePromotion.candidate(new Sha256Digest("cd".repeat(32)));
        assertRefused(
                new ReviewPromotion(
                        ID, other, ANN, NOON, review(ANN, "ml", Verdict.APPROVE).review(), NOON),
                CANDIDATE_UNKNOWN,
                REQUESTED);
    }

    @Test
    @Clause("APR-4")
    void aRequestIsWithdrawnOrExpiresWhileItIsOpen() {
        var late = REQUESTED.expires();

        assertThat(new WithdrawPromotion(ID, "not yet", NOON).decide(given(REQUESTED)))
                .containsExactly(WITHDRAWN);
        assertRefused(new WithdrawPromotion(ID, "not yet", NOON), PROMOTION_CLOSED, REQUESTED, REJECTED);
        assertRefused(new WithdrawPromotion(ID, "not yet", late), PROMOTION_CLOSED, REQUESTED);
        assertThat(new ExpirePromotion(ID, late).decide(given(REQUESTED))).containsExactly(EXPIRED);
        assertThat(new ExpirePromotion(ID, late.minusSeconds(1)).decide(given(REQUESTED)))
                .isEmpty();
        assertThat(new ExpirePromotion(ID, late).decide(given(REQUESTED, APPROVED)))
                .isEmpty();
        assertThat(new ExpirePromotion(ID, late).decide(given(REQUESTED, EXPIRED)))
                .isEmpty();
        assertRefused(review(ANN, "ml", Verdict.APPROVE), PROMOTION_CLOSED, REQUESTED, WITHDRAWN);
    }

    @Test
    @Clause("APR-4")
    void afterItsTimeARequestCannotBeApprovedThoughNobodyRecordedItsEnd() {
        Review review = review(ANN, "ml", Verdict.APPROVE).review();

        assertRefused(
                new ReviewPromotion(ID, candidate(), ANN, REQUESTED.expires(), review, REQUESTED.expires()),
                PROMOTION_CLOSED,
                REQUESTED);
    }

    @Test
    @Clause("APR-1")
    void anApprovalIsRevokedAlsoWhenItLapsed() {
        var revoke = new RevokePromotion(ID, "faulty data");

        assertThat(revoke.decide(given(REQUESTED, APPROVED))).containsExactly(REVOKED);
        assertThat(revoke.decide(given(REQUESTED, APPROVED, LAPSED))).containsExactly(REVOKED);
        assertThat(revoke.decide(given(REQUESTED, APPROVED, REVOKED))).isEmpty();
        assertRefused(revoke, PROMOTION_NOT_APPROVED, REQUESTED);
        assertRefused(revoke, PROMOTION_NOT_APPROVED, REQUESTED, REJECTED);
    }

    @Test
    @Clause("APR-4")
    void anApprovalLapsesWithItsDaysOrItsVersion() {
        var over = APPROVED.until();

        assertThat(new LapseApproval(ID, false, over).decide(given(REQUESTED, APPROVED)))
                .containsExactly(LAPSED);
        assertThat(new LapseApproval(ID, false, NOON).decide(given(REQUESTED, APPROVED)))
                .isEmpty();
        assertThat(new LapseApproval(ID, true, NOON).decide(given(REQUESTED, APPROVED)))
                .containsExactly(new ApprovalLapsed(ID, VERSION, DIGEST, Stage.PROD, "the version was retired"));
        assertThat(new LapseApproval(ID, true, NOON).decide(given(REQUESTED, APPROVED, LAPSED)))
                .isEmpty();
        assertThat(new LapseApproval(ID, true, NOON).decide(given(REQUESTED, APPROVED, REVOKED)))
                .isEmpty();
    }

    @Test
    @Clause("PRO-6")
    void whatStandsAtTheStageIsDisplacedOnce() {
        var by = UUID.randomUUID();
        var successor = VersionId.of("fraud/2.0.0");
        var displaced = new VersionDisplaced(ID, VERSION, Stage.PROD, by, successor);
        var displace = new DisplaceVersion(ID, by, successor);

        assertThat(displace.decide(given(REQUESTED, APPROVED))).containsExactly(displaced);
        assertThat(displace.decide(given(REQUESTED, APPROVED, LAPSED))).containsExactly(displaced);
        assertThat(displace.decide(given(REQUESTED, APPROVED, displaced))).isEmpty();
        assertThat(displace.decide(given(REQUESTED, APPROVED, REVOKED))).isEmpty();
    }

    private static RequestPromotion request(Policy policy) {
        return new RequestPromotion(ID, candidate(), Stage.PROD, 3, policy, MIA, OWEN, "fewer false alarms", NOON);
    }

    private static void assertRefused(PromotionCommand command, RefusalCode code, PromotionEvent... events) {
        Refused refused = catchThrowableOfType(Refused.class, () -> command.decide(given(events)));
        assertThat(refused.code()).isEqualTo(code);
    }
}
