package dev.cairn.standalone.histories.laws;

import static dev.cairn.standalone.histories.laws.Tale.LEA;
import static dev.cairn.standalone.histories.laws.Tale.MAX;
import static dev.cairn.standalone.histories.laws.Tale.MIA;
import static dev.cairn.standalone.histories.laws.Tale.ROLF;
import static dev.cairn.standalone.histories.laws.Tale.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.approval.PromotionEvent.Verdict;
import dev.cairn.events.manifest.ArtifactRole;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each law can fail, and none fails what the design allows. */
class LawsTest {

    private final Tale tale = new Tale();

    private void broken(String... sentences) {
        assertThat(tale.broken()).hasSize(sentences.length);
        for (int i = 0; i < sentences.length; i++) {
            assertThat(tale.broken().get(i)).contains(sentences[i]);
        }
    }

    @Test
    void aLifeAsItShouldBeBreaksNone() {
        tale.promoted("1", "2").deployed("first", "1", null).deployed("second", "2", "first");
        tale.rolledBack("third", "1", "second", "2");
        tale.leftUnapproved("third", "1", tale.revoked("1"));
        tale.deployed("fourth", "2", "third");
        tale.retired("1", tale.free("1", tale.wantsToRetire("1")));

        broken();
        assertThat(tale.due()).isEmpty();
    }

    // What runs was approved

    @Test
    void aStartWithoutAnAuthorisation() {
        tale.promoted("1");
        tale.asked("first", "1");
        tale.started("first", "1", null);

        broken("answers no authorisation");
    }

    @Test
    void aStartByTheAuthorisationOfAnother() {
        tale.promoted("1");
        UUID answer = tale.authorised("first", "1", tale.asked("first", "1"));
        tale.leftUnapproved("another", "1", tale.revoked("1"));
        tale.started("first", "1", answer);

        broken("was decided with PromotionRevoked");
    }

    @Test
    void aRollbackToWhatWasRevoked() {
        tale.promoted("1", "2").deployed("first", "1", null);
        tale.leftUnapproved("first", "1", tale.revoked("1"));
        tale.deployed("second", "2", "first");
        tale.rolledBack("third", "1", "second", "2");

        broken("was decided with PromotionRevoked");
        assertThat(tale.due()).hasSize(1);
    }

    @Test
    void aRollbackToWhatWasRevokedUnderAnotherPromotion() {
        renewedWhileAnotherRuns();
        tale.revoked("renewed", "1");
        tale.deniedAndRefused("third", "renewed", "1");
        tale.rolledBack("fourth", "1", "second", "2");

        broken("runs what PromotionRevoked promotion:" + id("renewed"));
    }

    @Test
    void aRollbackThatCrossesSuchARevocationOrComesAfterANewApprovalIsAllowed() {
        UUID registration = renewedWhileAnotherRuns();
        tale.revoked("renewed", "1");
        tale.rolledBack("third", "1", "second", "2");
        tale.promoted("again", "1", registration);
        tale.deployed("fourth", "2", "third");
        tale.rolledBack("fifth", "1", "fourth", "2");

        broken();
    }

    /** Version 1 ran and was replaced by 2; then it was approved once more. */
    private UUID renewedWhileAnotherRuns() {
        UUID registration = tale.registered("1");
        tale.promoted("1", "1", registration);
        tale.promoted("2").deployed("first", "1", null).deployed("second", "2", "first");
        tale.promoted("renewed", "1", registration);
        return registration;
    }

    @Test
    void aRollbackToWhatNeverRan() {
        tale.promoted("1", "2").deployed("first", "1", null);
        tale.rolledBack("second", "2", "first", "1");

        broken("runs what never ran there");
    }

    // One winner

    @Test
    void twoThatRun() {
        tale.promoted("1", "2").deployed("first", "1", null).deployed("second", "2", null);

        broken("ends null where " + id("first") + " ran");
    }

    @Test
    void twoUnderWay() {
        tale.promoted("1", "2");
        tale.asked("first", "1");
        tale.asked("second", "2");

        broken("while " + id("first") + " was under way there");
    }

    @Test
    void aRollbackFromWhatDoesNotRun() {
        tale.promoted("1", "2").deployed("first", "1", null).deployed("second", "2", "first");
        tale.rolledBack("third", "1", "first", "1");

        broken("ends " + id("first") + " where " + id("second") + " ran");
    }

    @Test
    void twoAnswersAndTwoOutcomes() {
        tale.promoted("1");
        UUID question = tale.asked("first", "1");
        tale.authorised("first", "1", question);
        UUID second = tale.authorised("first", "1", question);
        tale.started("first", "1", second);
        tale.started("first", "1", second);

        broken("second answer to deployment", "second outcome of deployment");
    }

    @Test
    void twoOpenPromotions() {
        tale.registered("1");
        tale.requested("one", "1", MAX, MIA);
        tale.requested("other", "1", MAX, MIA);

        broken("was asked for while " + id("one") + " was open");
    }

    @Test
    void aLabelTwice() {
        tale.registered("1");
        tale.registered("1");

        broken("second registration of penguins/1");
    }

    @Test
    void aStreamWithAGapAndACauseThatIsNotThere() {
        tale.promoted("1");
        tale.asked("first", "1");
        tale.lost(Tale.start("first", "1").stream());
        tale.started("first", "1", id("nothing"));

        broken("stands where 1 was to come", "which is not on the log", "answers no authorisation");
    }

    // No approval without its checks

    @Test
    void anApprovalWithoutChecks() {
        tale.registered("1");
        tale.requested("1", "1", MAX, MIA);
        tale.reviewed("1", "1", LEA, "ml");
        tale.reviewed("1", "1", ROLF, "risk");
        tale.approved("1", "1", LEA, ROLF);

        broken("does not follow from its checks");
    }

    @Test
    void anApprovalByFailedChecksOfAnotherRequest() {
        tale.registered("1");
        tale.requested("1", "1", MAX, MIA);
        tale.reviewed("1", "1", LEA, "ml");
        tale.reviewed("1", "1", ROLF, "risk");
        tale.checked("1", "1", false, id("nothing"));
        tale.add(Tale.approval("1", "1", LEA, ROLF), ROLF, null, "another request");

        broken("by failed checks", "checks of another request", "which is not on the log", "without the");
    }

    @Test
    void anApprovalWithOneReviewTooFew() {
        UUID registration = tale.registered("1");
        tale.requested("1", "1", MAX, MIA);
        tale.reviewed("1", "1", LEA, "ml");
        tale.checked("1", "1", true, registration);
        tale.approved("1", "1", LEA);

        broken("lacks reviews by risk");
    }

    @Test
    void anApprovalByOnePersonTwice() {
        UUID registration = tale.registered("1");
        tale.requested("1", "1", MAX, MIA);
        tale.reviewed("1", "1", LEA, "ml");
        tale.reviewed("1", "1", LEA, "risk");
        tale.checked("1", "1", true, registration);
        tale.approved("1", "1", LEA);

        broken("counts " + LEA + " twice");
    }

    @Test
    void anApprovalByWhoMadeTheVersion() {
        UUID registration = tale.registered("1");
        tale.requested("1", "1", MIA);
        tale.reviewed("1", "1", MAX, "ml");
        tale.reviewed("1", "1", MIA, "risk");
        tale.checked("1", "1", true, registration);
        tale.approved("1", "1", MAX, MIA);

        broken("without " + MAX + " being barred", "counts " + MIA + ", who is barred");
    }

    @Test
    void anApprovalAgainstARejectionAndWithoutReading() {
        UUID registration = tale.registered("1");
        tale.requested("1", "1", MAX, MIA);
        tale.reviewed("1", "1", LEA, "ml", Verdict.REJECT, List.of(ArtifactRole.MODEL_CARD));
        tale.reviewed("1", "1", ROLF, "risk", Verdict.APPROVE, List.of());
        tale.checked("1", "1", true, registration);
        tale.approved("1", "1", LEA, ROLF);

        broken("was rejected by " + LEA, "who did not confirm the documents", "without the");
    }

    @Test
    void anApprovalOfWhatWasNotRegistered() {
        tale.promoted("1", "1", tale.registered("2"));

        broken("a content that was never registered");
    }

    // What retires is unused

    @Test
    void aRetirementOfWhatRuns() {
        tale.promoted("1").deployed("first", "1", null);
        tale.retired("1", tale.free("1", tale.wantsToRetire("1")));

        broken("while deployment " + id("first") + " was RUNNING");
    }

    @Test
    void aRetirementOfWhatWouldBeRolledBackTo() {
        tale.promoted("1", "2").deployed("first", "1", null).deployed("second", "2", "first");
        tale.retired("1", tale.free("1", tale.wantsToRetire("1")));

        broken("while deployment " + id("second") + " would have been rolled back to it");
    }

    @Test
    void aRetirementOfWhatMayHaveBeenRevokedIsAllowed() {
        tale.promoted("1", "2").deployed("first", "1", null).deployed("second", "2", "first");
        tale.revoked("1");
        tale.retired("1", tale.free("1", tale.wantsToRetire("1")));

        broken();
    }

    @Test
    void aRetirementThatNobodyConfirmed() {
        tale.registered("1");
        tale.wantsToRetire("1");
        tale.retired("1", null);

        broken("answers no confirmation");
    }

    @Test
    void aDeploymentOfWhatIsRetired() {
        tale.promoted("1");
        tale.retired("1", tale.free("1", tale.wantsToRetire("1")));
        tale.deployed("first", "1", null);

        broken("comes after RetirementConfirmed", "was confirmed to be free");
    }
}
