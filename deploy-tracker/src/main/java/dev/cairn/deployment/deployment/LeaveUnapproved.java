package dev.cairn.deployment.deployment;

import dev.cairn.deployment.deployment.DeploymentState.Phase;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentLeftUnapproved;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The approval by which it runs, or is under way, was revoked.
 *
 * @param promotion the one that was revoked
 * @param reason of the revocation
 * @param replaced whether another took its place
 */
record LeaveUnapproved(UUID deployment, UUID promotion, String reason, boolean replaced) implements DeploymentCommand {

    @Override
    public List<DeploymentEvent> decide(DeploymentState state) {
        boolean runs = !replaced && (state.phase() == Phase.STARTED || state.phase() == Phase.RUNNING);
        if (!runs || state.unapproved() || !state.promotion().equals(Optional.of(promotion))) {
            return List.of();
        }
        return List.of(new DeploymentLeftUnapproved(
                deployment, state.subject().version(), state.subject().target(), promotion, reason));
    }
}
