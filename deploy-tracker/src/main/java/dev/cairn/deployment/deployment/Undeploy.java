package dev.cairn.deployment.deployment;

import static dev.cairn.deployment.TrackerRefusal.STATE_DIFFERS;

import dev.cairn.deployment.deployment.DeploymentState.Phase;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.DeploymentEvent.Undeployed;
import dev.cairn.platform.problem.Refused;
import java.util.List;
import java.util.UUID;

/**
 * It does not run any more, and nothing takes its place.
 *
 * @param place what runs there of the model
 */
record Undeploy(UUID deployment, String reason, Place place) implements DeploymentCommand {

    @Override
    public List<DeploymentEvent> decide(DeploymentState state) {
        boolean runs = state.phase() == Phase.RUNNING
                && place.running() != null
                && place.running().deployment().equals(deployment);
        if (!runs) {
            throw new Refused(STATE_DIFFERS, "Deployment " + deployment + " does not run");
        }
        return List.of(new Undeployed(
                deployment, state.subject().version(), state.subject().target(), reason));
    }
}
