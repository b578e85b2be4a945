package dev.cairn.deployment.deployment;

import static dev.cairn.deployment.TrackerRefusal.ALREADY_RUNS;
import static dev.cairn.deployment.TrackerRefusal.DEPLOYMENT_UNDER_WAY;
import static dev.cairn.deployment.TrackerRefusal.DIGEST_DIFFERS;
import static dev.cairn.deployment.TrackerRefusal.MODEL_PARKED;
import static dev.cairn.deployment.TrackerRefusal.NOTHING_RUNS;
import static dev.cairn.deployment.TrackerRefusal.ROLLBACK_IMPOSSIBLE;
import static dev.cairn.deployment.TrackerRefusal.STATE_DIFFERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.deployment.approval.Answer;
import dev.cairn.deployment.deployment.DeploymentState.Subject;
import dev.cairn.deployment.standing.Standing;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.DeploymentEvent.Deployed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentFailed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentLeftUnapproved;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRefused;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRequested;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentStarted;
import dev.cairn.events.deployment.DeploymentEvent.DriftDetected;
import dev.cairn.events.deployment.DeploymentEvent.DriftResolved;
import dev.cairn.events.deployment.DeploymentEvent.RolledBack;
import dev.cairn.events.deployment.DeploymentEvent.Undeployed;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.problem.RefusalCode;
import dev.cairn.platform.problem.Refused;
import dev.cairn.test.Clause;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeploymentDecisionsTest {

    private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final UUID OTHER = UUID.fromString("00000000-0000-0000-0000-000000000002");
    private static final UUID PROMOTION = UUID.fromString("00000000-0000-0000-0000-000000000003");
    private static final VersionId V1 = VersionId.of("fraud/1.0.0");
    private static final VersionId V2 = VersionId.of("fraud/2.0.0");
    private static final Sha256Digest ONE = new Sha256Digest("ab".repeat(32));
    private static final Sha256Digest TWO = new Sha256Digest("cd".repeat(32));
    private static final TargetName EU = new TargetName("payments-eu");
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Instant DEADLINE = NOON.plusSeconds(30);
    private static final Subject SUBJECT = new Subject(V1, ONE, EU, Stage.PROD);
    private static final Standing GOOD = new Standing(V1, false, false, false, false);
    private static final Standing RETIRING = new Standing(V1, true, false, false, false);
    private static final Standing REVOKED = new Standing(V1, false, true, false, false);
    private static final Standing LAPSED = new Standing(V1, false, false, true, false);
    private static final Standing PARKED = new Standing(V1, false, false, false, true);
    private static final Place EMPTY = new Place(null, null);
    private static final Place TWO_RUNS = new Place(new Place.Running(OTHER, V2, TWO, false), null);
    private static final Place THIS_RUNS = new Place(new Place.Running(ID, V1, ONE, false), null);
    private static final Place SAME_RUNS_REVOKED = new Place(new Place.Running(OTHER, V1, ONE, true), null);

    private static final DeploymentEvent REQUESTED = new DeploymentRequested(ID, V1, ONE, EU, Stage.PROD, DEADLINE);
    private static final DeploymentEvent STARTED = new DeploymentStarted(ID, V1, ONE, EU, Stage.PROD, PROMOTION);
    private static final DeploymentEvent DEPLOYED = new Deployed(ID, V1, ONE, EU, Stage.PROD, null);
    private static final DeploymentEvent UNAPPROVED = new DeploymentLeftUnapproved(ID, V1, EU, PROMOTION, "faulty");

    @Test
    @Clause({"DEP-1", "DEP-6"})
    void aRequestIsTheQuestionToApproval() {
        assertThat(request(EMPTY, GOOD).decide(given())).containsExactly(REQUESTED);
        assertThat(request(TWO_RUNS, GOOD).decide(given())).containsExactly(REQUESTED);
    }

    @Test
    @Clause({"DEP-6", "EOL-6"})
    void whatRetiresOrWasRevokedIsRefusedAtOnceAndOnRecord() {
        assertThat(request(EMPTY, RETIRING).decide(given())).containsExactly(refused("fraud/1.0.0 was retired"));
        assertThat(request(SAME_RUNS_REVOKED, REVOKED).decide(given()))
                .containsExactly(refused("The approval of fraud/1.0.0 for prod was revoked"));
    }

    @Test
    @Clause({"DEP-6", "DEP-4"})
    void whatLapsedStartsNoMoreAndMayBeGoneBackTo() {
        assertThat(request(EMPTY, LAPSED).decide(given()))
                .containsExactly(refused("The approval of fraud/1.0.0 for prod lapsed, so it has to be promoted anew"));
        assertRefused(request(THIS_RUNS, LAPSED), ALREADY_RUNS);
        assertThat(rollBack(TWO_RUNS, LAPSED).decide(given()))
                .containsExactly(new RolledBack(ID, V1, ONE, EU, Stage.PROD, PROMOTION, OTHER, V2, "worse"));
    }

    @Test
    @Clause("DEP-1")
    void oneDeploymentOfAModelToATargetAtATime() {
        assertRefused(request(new Place(null, OTHER), GOOD), DEPLOYMENT_UNDER_WAY);
        assertRefused(request(THIS_RUNS, GOOD), ALREADY_RUNS);
    }

    @Test
    @Clause({"DEP-1", "DEP-6"})
    void whatRunsByARevokedApprovalIsAskedForAgainAndReplacedInPlace() {
        assertThat(request(SAME_RUNS_REVOKED, GOOD).decide(given())).containsExactly(REQUESTED);
        assertThat(report(ONE, SAME_RUNS_REVOKED).decide(given(REQUESTED, STARTED)))
                .containsExactly(new Deployed(ID, V1, ONE, EU, Stage.PROD, OTHER));
        assertRefused(request(new Place(SAME_RUNS_REVOKED.running(), OTHER), GOOD), DEPLOYMENT_UNDER_WAY);
        assertRefused(rollBack(SAME_RUNS_REVOKED, REVOKED), ROLLBACK_IMPOSSIBLE);
    }

    @Test
    @Clause({"REG-6", "DEP-6"})
    void whileEventsOfTheModelWaitNothingIsDecidedForProduction() {
        assertRefused(request(EMPTY, PARKED), MODEL_PARKED);
        assertRefused(rollBack(TWO_RUNS, PARKED), MODEL_PARKED);
        assertThat(answer(allowed(ONE), PARKED, NOON).decide(given(REQUESTED)))
                .containsExactly(
                        refused("Events of model fraud wait to be taken in, so nothing of it may start in production"));
        assertThat(PARKED.objection(Stage.STAGING)).isEmpty();
    }

    @Test
    @Clause({"DEP-6", "PRO-4"})
    void anAuthorisationStartsWhatWasAskedFor() {
        assertThat(answer(allowed(ONE), GOOD, NOON).decide(given(REQUESTED))).containsExactly(STARTED);
        assertThat(answer(allowed(ONE), GOOD, NOON).decide(given(REQUESTED, STARTED)))
                .isEmpty();
    }

    @Test
    @Clause({"DEP-6", "PRO-4"})
    void aDenialRefuses() {
        var denial = new Answer(null, ONE, EU, null, "It was never approved");
        assertThat(answer(denial, GOOD, NOON).decide(given(REQUESTED)))
                .containsExactly(refused("It was never approved"));
    }

    @Test
    @Clause({"DEP-6", "PRO-4"})
    void anAuthorisationThatComesTooLateOrForSomethingElseStartsNothing() {
        assertThat(answer(allowed(ONE), GOOD, DEADLINE).decide(given(REQUESTED)))
                .containsExactly(refused("Approval's answer came too late"));
        assertThat(answer(allowed(TWO), GOOD, NOON).decide(given(REQUESTED)))
                .containsExactly(refused("Approval allowed something else than what was asked for"));
        assertThat(answer(allowed(ONE), GOOD, NOON)
                        .decide(given(REQUESTED, refused("Approval did not answer in time"))))
                .isEmpty();
    }

    @Test
    @Clause({"DEP-6", "PRO-4", "EOL-6"})
    void aRevocationOrRetirementThatCameInMeanwhileStopsTheStart() {
        assertThat(answer(allowed(ONE), REVOKED, NOON).decide(given(REQUESTED)))
                .containsExactly(refused("The approval of fraud/1.0.0 for prod was revoked"));
        assertThat(answer(allowed(ONE), RETIRING, NOON).decide(given(REQUESTED)))
                .containsExactly(refused("fraud/1.0.0 was retired"));
    }

    @Test
    @Clause("DEP-6")
    void noAnswerIsNo() {
        assertThat(new RefuseOverdue(ID, DEADLINE).decide(given(REQUESTED)))
                .containsExactly(refused("Approval did not answer in time"));
        assertThat(new RefuseOverdue(ID, NOON).decide(given(REQUESTED))).isEmpty();
        assertThat(new RefuseOverdue(ID, DEADLINE).decide(given(REQUESTED, STARTED)))
                .isEmpty();
    }

    @Test
    @Clause("DEP-2")
    void whatWasStartedRunsWhenTheTargetSaysSoAndReplacesWhatRan() {
        assertThat(report(ONE, EMPTY).decide(given(REQUESTED, STARTED))).containsExactly(DEPLOYED);
        assertThat(report(ONE, TWO_RUNS).decide(given(REQUESTED, STARTED)))
                .containsExactly(new Deployed(ID, V1, ONE, EU, Stage.PROD, OTHER));
        assertRefused(report(TWO, TWO_RUNS), DIGEST_DIFFERS, REQUESTED, STARTED);
        assertRefused(report(ONE, EMPTY), STATE_DIFFERS, REQUESTED);
    }

    @Test
    @Clause("DEP-9")
    void aTargetThatNamesNoDigestIsNeverFine() {
        assertThat(report(null, EMPTY).decide(given(REQUESTED, STARTED))).containsExactly(DEPLOYED, drift(null));
    }

    @Test
    @Clause("DEP-9")
    void anotherDigestIsDriftUntilTheRightOneIsBack() {
        assertThat(report(ONE, THIS_RUNS).decide(given(REQUESTED, STARTED, DEPLOYED)))
                .isEmpty();
        assertThat(report(TWO, THIS_RUNS).decide(given(REQUESTED, STARTED, DEPLOYED)))
                .containsExactly(drift(TWO));
        assertThat(report(TWO, THIS_RUNS).decide(given(REQUESTED, STARTED, DEPLOYED, drift(TWO))))
                .isEmpty();
        assertThat(report(null, THIS_RUNS).decide(given(REQUESTED, STARTED, DEPLOYED, drift(TWO))))
                .containsExactly(drift(null));
        assertThat(report(ONE, THIS_RUNS).decide(given(REQUESTED, STARTED, DEPLOYED, drift(TWO))))
                .containsExactly(new DriftResolved(ID, V1, EU, ONE));
        assertRefused(report(ONE, TWO_RUNS), STATE_DIFFERS, REQUESTED, STARTED, DEPLOYED);
    }

    @Test
    @Clause("DEP-2")
    void whatWasStartedCanFailAndWhatRunsCannot() {
        assertThat(new ReportFailed(ID, "no memory").decide(given(REQUESTED, STARTED)))
                .containsExactly(new DeploymentFailed(ID, V1, EU, "no memory"));
        assertRefused(new ReportFailed(ID, "x"), STATE_DIFFERS, REQUESTED);
        assertRefused(new ReportFailed(ID, "x"), STATE_DIFFERS, REQUESTED, STARTED, DEPLOYED);
    }

    @Test
    @Clause("DEP-4")
    void aRollbackRunsByTheApprovalThatItHad() {
        assertThat(rollBack(TWO_RUNS, GOOD).decide(given()))
                .containsExactly(new RolledBack(ID, V1, ONE, EU, Stage.PROD, PROMOTION, OTHER, V2, "worse"));
        assertRefused(rollBack(EMPTY, GOOD), NOTHING_RUNS);
        assertRefused(rollBack(THIS_RUNS, GOOD), ALREADY_RUNS);
    }

    @Test
    @Clause({"DEP-4", "PRO-4", "EOL-6"})
    void nobodyRollsBackToWhatWasRevokedOrRetired() {
        assertRefused(rollBack(TWO_RUNS, REVOKED), ROLLBACK_IMPOSSIBLE);
        assertRefused(rollBack(TWO_RUNS, RETIRING), ROLLBACK_IMPOSSIBLE);
    }

    @Test
    @Clause("DEP-4")
    void whatIsUnderWayGivesWayToARollback() {
        assertThat(new GiveWay(ID).decide(given(REQUESTED))).containsExactly(refused("A rollback took its place"));
        assertThat(new GiveWay(ID).decide(given(REQUESTED, STARTED)))
                .containsExactly(new DeploymentFailed(ID, V1, EU, "A rollback took its place"));
        assertThat(new GiveWay(ID).decide(given(REQUESTED, STARTED, DEPLOYED))).isEmpty();
    }

    @Test
    @Clause("DEP-2")
    void whatRunsCanBeUndeployed() {
        assertThat(new Undeploy(ID, "over", THIS_RUNS).decide(given(REQUESTED, STARTED, DEPLOYED)))
                .containsExactly(new Undeployed(ID, V1, EU, "over"));
        assertRefused(new Undeploy(ID, "x", TWO_RUNS), STATE_DIFFERS, REQUESTED, STARTED, DEPLOYED);
        assertRefused(new Undeploy(ID, "x", EMPTY), STATE_DIFFERS, REQUESTED, STARTED);
    }

    @Test
    @Clause({"DEP-9", "DEP-6"})
    void aRevocationThatMeetsWhatRunsOrIsUnderWayRaisesItOnce() {
        assertThat(unapproved(PROMOTION, false).decide(given(REQUESTED, STARTED)))
                .containsExactly(UNAPPROVED);
        assertThat(unapproved(PROMOTION, false).decide(given(REQUESTED, STARTED, DEPLOYED)))
                .containsExactly(UNAPPROVED);
        assertThat(unapproved(PROMOTION, false).decide(given(REQUESTED, STARTED, DEPLOYED, UNAPPROVED)))
                .isEmpty();
        assertThat(unapproved(PROMOTION, true).decide(given(REQUESTED, STARTED, DEPLOYED)))
                .isEmpty();
        assertThat(unapproved(OTHER, false).decide(given(REQUESTED, STARTED))).isEmpty();
        assertThat(unapproved(PROMOTION, false).decide(given(REQUESTED))).isEmpty();
    }

    private static DeploymentCommand request(Place place, Standing standing) {
        return new RequestDeployment(ID, SUBJECT, DEADLINE, place, standing);
    }

    private static DeploymentCommand answer(Answer answer, Standing standing, Instant now) {
        return new AnswerRequest(ID, answer, standing, now);
    }

    private static Answer allowed(Sha256Digest digest) {
        return new Answer(PROMOTION, digest, EU, DEADLINE, null);
    }

    private static DeploymentCommand report(@Nullable Sha256Digest observed, Place place) {
        return new ReportRunning(ID, observed, "as seen", place);
    }

    private static DeploymentCommand rollBack(Place place, Standing standing) {
        return new RollBack(ID, SUBJECT, PROMOTION, place, standing, "worse");
    }

    private static DeploymentCommand unapproved(UUID promotion, boolean replaced) {
        return new LeaveUnapproved(ID, promotion, "faulty", replaced);
    }

    private static DeploymentEvent refused(String reason) {
        return new DeploymentRefused(ID, V1, ONE, EU, Stage.PROD, reason);
    }

    private static DeploymentEvent drift(@Nullable Sha256Digest observed) {
        return new DriftDetected(ID, V1, EU, ONE, observed, "as seen");
    }

    private static DeploymentState given(DeploymentEvent... events) {
        var state = new DeploymentState();
        Stream.of(events).forEach(state::evolve);
        return state;
    }

    private static void assertRefused(DeploymentCommand command, RefusalCode code, DeploymentEvent... events) {
        Refused refused = catchThrowableOfType(Refused.class, () -> command.decide(given(events)));
        assertThat(refused).as("%s after %s", command, List.of(events)).isNotNull();
        assertThat(refused.code()).isEqualTo(code);
    }
}
