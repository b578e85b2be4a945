package dev.cairn.standalone.histories.laws;

import dev.cairn.events.Event;
import dev.cairn.events.approval.PromotionEvent.ApprovalLapsed;
import dev.cairn.events.approval.PromotionEvent.DeploymentAuthorised;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRequested;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentStarted;
import dev.cairn.events.deployment.DeploymentEvent.RolledBack;
import dev.cairn.events.deployment.RetirementAnswer.RetirementConfirmed;
import dev.cairn.events.types.VersionId;
import dev.cairn.standalone.histories.laws.ModelHistory.Decision;
import dev.cairn.standalone.histories.laws.ModelHistory.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Nothing runs that was not approved, or was revoked or retired as far as its service could know.
 *
 * <p>What starts answers an authorisation of exactly this deployment and content, and the authorisation stands behind the
 * newest approval of that content for that stage, before any revocation or lapse of it. A revocation that stands behind the
 * authorisation does not forbid the start by itself: it may still have been on its way. It forbids it where deploy-tracker had
 * taken it in before, for certain; in all other cases the deployment has to be found and reported, see {@link StillDue}.
 *
 * <p>What is rolled back to ran at that target before, by that promotion, with the same two limits; and the newest decision on
 * that content for that stage that deploy-tracker had taken in for certain is no revocation, whichever promotion it names.
 */
final class StartsAreApproved implements Law {

    @Override
    public List<String> broken(ModelHistory history) {
        List<String> broken = new ArrayList<>();
        var before = new Occupied();
        for (Decision decision : history.deployment()) {
            if (decision.event() instanceof DeploymentStarted start) {
                broken.addAll(started(history, start, decision, before));
                broken.addAll(known(history, decision, start.promotion(), start.version()));
            } else if (decision.event() instanceof RolledBack rollback) {
                if (!ranBefore(rollback, before)) {
                    broken.add(decision + " runs what never ran there by promotion " + rollback.promotion());
                }
                broken.addAll(known(history, decision, rollback.promotion(), rollback.version()));
                takenBack(history, decision, rollback).ifPresent(broken::add);
            }
            before.replay(decision);
        }
        return broken;
    }

    private static List<String> started(
            ModelHistory history, DeploymentStarted start, Decision decision, Occupied before) {
        Decision cause = history.cause(decision).orElse(null);
        if (cause == null || !(cause.event() instanceof DeploymentAuthorised answer)) {
            return List.of(decision + " answers no authorisation");
        }
        List<String> broken = new ArrayList<>();
        boolean same = answer.deployment().equals(start.deployment())
                && answer.promotion().equals(start.promotion())
                && answer.version().equals(start.version())
                && answer.digest().equals(start.digest())
                && answer.target().equals(start.target());
        if (!same) {
            broken.add(decision + " is something else than what " + cause + " allows");
        }
        boolean asked = before.find(start.deployment())
                .filter(it -> it.opened() instanceof DeploymentRequested request
                        && request.digest().equals(start.digest())
                        && request.target().equals(start.target())
                        && request.stage() == start.stage())
                .isPresent();
        if (!asked) {
            broken.add(decision + " is something else than what was asked for");
        }
        if (!decision.headers().time().isBefore(answer.until())) {
            broken.add(decision + " is later than " + answer.until() + ", until when it was allowed");
        }
        broken.addAll(authorised(history, start, cause));
        return broken;
    }

    private static List<String> authorised(ModelHistory history, DeploymentStarted start, Decision answer) {
        List<Told<PromotionApproved>> approvals = history.told(history.approval(), PromotionApproved.class).stream()
                .filter(told -> told.decision().before(answer))
                .filter(told -> told.event().digest().equals(start.digest()))
                .filter(told -> told.event().stage() == start.stage())
                .toList();
        if (approvals.isEmpty()) {
            return List.of(answer + " allows what was never approved for " + start.stage());
        }
        UUID newest = approvals.get(approvals.size() - 1).event().promotion();
        if (!newest.equals(start.promotion())) {
            return List.of(answer + " is by another promotion than the newest, " + newest);
        }
        return history.approval().stream()
                .filter(decision -> decision.before(answer))
                .filter(decision -> ends(decision.event(), newest))
                .map(end -> answer + " comes after " + end)
                .toList();
    }

    private static boolean ends(Event event, UUID promotion) {
        return event instanceof PromotionRevoked revoked && revoked.promotion().equals(promotion)
                || event instanceof ApprovalLapsed lapsed && lapsed.promotion().equals(promotion);
    }

    /** What deploy-tracker knew for certain and should have kept it from running this. */
    private static List<String> known(ModelHistory history, Decision decision, UUID promotion, VersionId version) {
        List<String> broken = new ArrayList<>();
        int takenIn = history.takenIn(decision);
        history.told(history.approval(), PromotionRevoked.class).stream()
                .filter(told -> told.decision().place() < takenIn)
                .filter(told -> told.event().promotion().equals(promotion))
                .forEach(told -> broken.add(decision + " was decided with " + told.decision() + " taken in"));
        history.told(history.deployment(), RetirementConfirmed.class).stream()
                .filter(told -> told.decision().before(decision))
                .filter(told -> told.event().version().equals(version))
                .forEach(told -> broken.add(decision + " comes after " + told.decision()));
        return broken;
    }

    /** By another promotion than the one by which it ran, which {@link #known} looks at. */
    private static Optional<String> takenBack(ModelHistory history, Decision decision, RolledBack rollback) {
        return history.approval().stream()
                .limit(history.takenIn(decision))
                .filter(decided -> isOn(rollback, decided.event()))
                .reduce((older, newer) -> newer)
                .filter(newest -> newest.event() instanceof PromotionRevoked revoked
                        && !revoked.promotion().equals(rollback.promotion()))
                .map(revocation -> decision + " runs what " + revocation + " had taken back");
    }

    /** Whether something was decided on the content for the stage: that it may run there, or may not any more. */
    private static boolean isOn(RolledBack rollback, Event event) {
        return event instanceof PromotionApproved approved
                        && approved.digest().equals(rollback.digest())
                        && approved.stage() == rollback.stage()
                || event instanceof PromotionRevoked revoked
                        && revoked.digest().equals(rollback.digest())
                        && revoked.stage() == rollback.stage();
    }

    private static boolean ranBefore(RolledBack rollback, Occupied before) {
        return before.all().stream()
                .filter(it -> it.ran() >= 0)
                .filter(it -> it.opened().target().equals(rollback.target()))
                .filter(it -> it.opened().version().equals(rollback.version()))
                .anyMatch(it -> rollback.promotion().equals(it.promotion()));
    }
}
