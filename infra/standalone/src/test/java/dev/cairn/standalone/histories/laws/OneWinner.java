package dev.cairn.standalone.histories.laws;

import dev.cairn.events.Event;
import dev.cairn.events.approval.PromotionEvent.DeploymentAuthorised;
import dev.cairn.events.approval.PromotionEvent.DeploymentDenied;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionExpired;
import dev.cairn.events.approval.PromotionEvent.PromotionRejected;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.events.approval.PromotionEvent.PromotionWithdrawn;
import dev.cairn.events.deployment.DeploymentEvent.Deployed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRefused;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRequested;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentStarted;
import dev.cairn.events.deployment.DeploymentEvent.RolledBack;
import dev.cairn.events.deployment.DeploymentEvent.Undeployed;
import dev.cairn.events.deployment.RetirementAnswer;
import dev.cairn.events.registry.VersionEvent.RetirementCancelled;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.registry.VersionEvent.VersionRetired;
import dev.cairn.events.types.TargetName;
import dev.cairn.standalone.histories.laws.ModelHistory.Decision;
import dev.cairn.standalone.histories.laws.Occupied.Deployment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * No race has two winners: a label is given once, a version has one open promotion to a stage, a promotion and a question end
 * once, and of a model one deployment runs, and one is under way, at a target.
 */
final class OneWinner implements Law {

    @Override
    public List<String> broken(ModelHistory history) {
        List<String> broken = new ArrayList<>();
        once(history, broken);
        openPromotions(history, broken);
        occupiedTargets(history, broken);
        return broken;
    }

    private static void once(ModelHistory history, List<String> broken) {
        Set<String> happened = new HashSet<>();
        for (Decision decision : history.all()) {
            String what = happensOnce(decision.event());
            if (what != null && !happened.add(what)) {
                broken.add(decision + " is the second " + what);
            }
        }
    }

    /** Names what happens at most once in a history; null for everything else. */
    private static @Nullable String happensOnce(Event event) {
        if (event instanceof VersionRegistered e) {
            return "registration of " + e.version();
        } else if (event instanceof VersionRetired e) {
            return "end of retirement " + e.request();
        } else if (event instanceof RetirementCancelled e) {
            return "end of retirement " + e.request();
        } else if (event instanceof RetirementAnswer e) {
            return "answer to retirement " + e.request();
        } else if (event instanceof DeploymentAuthorised e) {
            return "answer to deployment " + e.deployment();
        } else if (event instanceof DeploymentDenied e) {
            return "answer to deployment " + e.deployment();
        } else if (event instanceof PromotionRevoked e) {
            return "revocation of " + e.promotion();
        }
        return outcome(event);
    }

    private static @Nullable String outcome(Event event) {
        if (event instanceof DeploymentStarted e) {
            return "outcome of deployment " + e.deployment();
        } else if (event instanceof DeploymentRefused e) {
            return "outcome of deployment " + e.deployment();
        }
        UUID ended = ended(event);
        return ended == null ? null : "outcome of promotion " + ended;
    }

    private static @Nullable UUID ended(Event event) {
        if (event instanceof PromotionApproved e) {
            return e.promotion();
        } else if (event instanceof PromotionRejected e) {
            return e.promotion();
        } else if (event instanceof PromotionWithdrawn e) {
            return e.promotion();
        }
        return event instanceof PromotionExpired e ? e.promotion() : null;
    }

    private static void openPromotions(ModelHistory history, List<String> broken) {
        Map<String, UUID> open = new HashMap<>();
        for (Decision decision : history.approval()) {
            if (decision.event() instanceof PromotionRequested request) {
                UUID other = open.put(request.version() + " to " + request.stage(), request.promotion());
                if (other != null) {
                    broken.add(decision + " was asked for while " + other + " was open");
                }
            }
            UUID ended = ended(decision.event());
            open.values().removeIf(promotion -> promotion.equals(ended));
        }
    }

    private static void occupiedTargets(ModelHistory history, List<String> broken) {
        var before = new Occupied();
        for (Decision decision : history.deployment()) {
            if (decision.event() instanceof DeploymentRequested e) {
                before.all().stream()
                        .filter(Deployment::underWay)
                        .filter(other -> other.opened().target().equals(e.target()))
                        .forEach(other -> broken.add(decision + " was asked for while "
                                + other.opened().deployment() + " was under way there"));
            } else if (decision.event() instanceof Deployed e) {
                takesThePlace(decision, before, e.target(), e.replaced(), broken);
            } else if (decision.event() instanceof RolledBack e) {
                takesThePlace(decision, before, e.target(), e.from(), broken);
            } else if (decision.event() instanceof Undeployed e) {
                takesThePlace(decision, before, e.target(), e.deployment(), broken);
            }
            before.replay(decision);
        }
    }

    /** What ends by a decision is exactly what ran there. */
    private static void takesThePlace(
            Decision decision, Occupied before, TargetName target, @Nullable UUID ended, List<String> broken) {
        Optional<UUID> running = before.running(target).map(it -> it.opened().deployment());
        if (!Objects.equals(running.orElse(null), ended)) {
            broken.add(decision + " ends " + ended + " where " + running.orElse(null) + " ran");
        }
    }
}
