package dev.cairn.standalone.histories.laws;

import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.DeploymentEvent.Deployed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentFailed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentLeftUnapproved;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRefused;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRequested;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentStarted;
import dev.cairn.events.deployment.DeploymentEvent.RolledBack;
import dev.cairn.events.deployment.DeploymentEvent.Undeployed;
import dev.cairn.events.types.TargetName;
import dev.cairn.standalone.histories.laws.ModelHistory.Decision;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The targets with what runs and ran there, as far as deploy-tracker's decisions were replayed. */
final class Occupied {

    private final Map<UUID, Deployment> deployments = new LinkedHashMap<>();

    enum Phase {
        REQUESTED,
        STARTED,
        RUNNING,
        REPLACED,
        ROLLED_BACK,
        UNDEPLOYED,
        NEVER_RAN
    }

    /** @param ran the place of the decision by which it came to run; -1 where it never did */
    record Deployment(
            DeploymentEvent opened, Phase phase, @Nullable UUID promotion, int ran, boolean unapproved) {

        boolean open() {
            return Set.of(Phase.REQUESTED, Phase.STARTED, Phase.RUNNING).contains(phase);
        }

        boolean underWay() {
            return phase == Phase.REQUESTED || phase == Phase.STARTED;
        }

        Deployment in(Phase next) {
            return new Deployment(opened, next, promotion, ran, unapproved);
        }
    }

    Collection<Deployment> all() {
        return deployments.values();
    }

    Optional<Deployment> find(@Nullable UUID deployment) {
        return Optional.ofNullable(deployments.get(deployment));
    }

    Optional<Deployment> running(TargetName target) {
        return deployments.values().stream()
                .filter(deployment -> deployment.phase() == Phase.RUNNING)
                .filter(deployment -> deployment.opened().target().equals(target))
                .findFirst();
    }

    void replay(Decision decision) {
        if (!(decision.event() instanceof DeploymentEvent event)) {
            return;
        }
        UUID id = event.deployment();
        if (event instanceof DeploymentRequested) {
            deployments.put(id, new Deployment(event, Phase.REQUESTED, null, -1, false));
        } else if (event instanceof RolledBack e) {
            change(e.from(), Phase.ROLLED_BACK);
            deployments.put(id, new Deployment(event, Phase.RUNNING, e.promotion(), decision.place(), false));
        } else if (event instanceof Deployed e) {
            change(e.replaced(), Phase.REPLACED);
            deployments.computeIfPresent(
                    id,
                    (same, it) -> new Deployment(
                            it.opened(), Phase.RUNNING, it.promotion(), decision.place(), it.unapproved()));
        } else {
            goesOn(event);
        }
    }

    private void goesOn(DeploymentEvent event) {
        if (event instanceof DeploymentStarted e) {
            deployments.computeIfPresent(
                    e.deployment(),
                    (same, it) -> new Deployment(it.opened(), Phase.STARTED, e.promotion(), -1, it.unapproved()));
        } else if (event instanceof DeploymentLeftUnapproved e) {
            deployments.computeIfPresent(
                    e.deployment(),
                    (same, it) -> new Deployment(it.opened(), it.phase(), it.promotion(), it.ran(), true));
        } else if (event instanceof Undeployed) {
            change(event.deployment(), Phase.UNDEPLOYED);
        } else if (event instanceof DeploymentFailed || event instanceof DeploymentRefused) {
            change(event.deployment(), Phase.NEVER_RAN);
        }
    }

    private void change(@Nullable UUID deployment, Phase next) {
        if (deployment != null) {
            deployments.computeIfPresent(deployment, (same, it) -> it.in(next));
        }
    }
}
