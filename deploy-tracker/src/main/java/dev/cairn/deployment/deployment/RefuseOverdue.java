package dev.cairn.deployment.deployment;

import dev.cairn.deployment.deployment.DeploymentState.Phase;
import dev.cairn.deployment.deployment.DeploymentState.Subject;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRefused;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** No answer is no. */
record RefuseOverdue(UUID deployment, Instant now) implements DeploymentCommand {

    @Override
    public List<DeploymentEvent> decide(DeploymentState state) {
        if (state.phase() != Phase.REQUESTED || !state.overdue(now)) {
            return List.of();
        }
        Subject asked = state.subject();
        return List.of(new DeploymentRefused(
                deployment,
                asked.version(),
                asked.digest(),
                asked.target(),
                asked.stage(),
                "Approval did not answer in time"));
    }
}
