package dev.cairn.deployment.deployment;

import dev.cairn.events.deployment.DeploymentEvent;
import java.util.List;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A request to a deployment; each command carries its own decision, and what was read under the model's lock for it. */
sealed interface DeploymentCommand
        permits RequestDeployment,
                AnswerRequest,
                RefuseOverdue,
                ReportRunning,
                ReportFailed,
                RollBack,
                GiveWay,
                Undeploy,
                LeaveUnapproved {

    UUID deployment();

    @TargetAggregateIdentifier
    default String stream() {
        return "deployment:" + deployment();
    }

    /** What happens; nothing when it is so already. */
    List<DeploymentEvent> decide(DeploymentState state);
}
