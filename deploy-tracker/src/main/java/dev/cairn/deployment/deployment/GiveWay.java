package dev.cairn.deployment.deployment;

import dev.cairn.deployment.deployment.DeploymentState.Phase;
import dev.cairn.deployment.deployment.DeploymentState.Subject;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentFailed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRefused;
import java.util.List;
import java.util.UUID;

/** Ends what is under way where a rollback was called for, so that it cannot take the rollback's place later. */
record GiveWay(UUID deployment) implements DeploymentCommand {

    private static final String REASON = "A rollback took its place";

    @Override
    public List<DeploymentEvent> decide(DeploymentState state) {
        if (!state.underWay()) {
            return List.of();
        }
        Subject subject = state.subject();
        return List.of(
                state.phase() == Phase.REQUESTED
                        ? new DeploymentRefused(
                                deployment,
                                subject.version(),
                                subject.digest(),
                                subject.target(),
                                subject.stage(),
                                REASON)
                        : new DeploymentFailed(deployment, subject.version(), subject.target(), REASON));
    }
}
