package dev.cairn.deployment.deployment;

import static dev.cairn.deployment.TrackerRefusal.STATE_DIFFERS;

import dev.cairn.deployment.deployment.DeploymentState.Phase;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentFailed;
import dev.cairn.platform.problem.Refused;
import java.util.List;
import java.util.UUID;

/** What was started will not run. What ran there before goes on. */
record ReportFailed(UUID deployment, String reason) implements DeploymentCommand {

    @Override
    public List<DeploymentEvent> decide(DeploymentState state) {
        if (state.phase() != Phase.STARTED) {
            throw new Refused(
                    STATE_DIFFERS,
                    state.phase() == Phase.RUNNING
                            ? "Deployment " + deployment + " ran already: undeploy it, or roll back"
                            : "Deployment " + deployment + " was not started, or is over");
        }
        return List.of(new DeploymentFailed(
                deployment, state.subject().version(), state.subject().target(), reason));
    }
}
