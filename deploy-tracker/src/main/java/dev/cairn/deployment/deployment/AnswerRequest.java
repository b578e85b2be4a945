package dev.cairn.deployment.deployment;

import dev.cairn.deployment.approval.Answer;
import dev.cairn.deployment.deployment.DeploymentState.Phase;
import dev.cairn.deployment.deployment.DeploymentState.Subject;
import dev.cairn.deployment.standing.Standing;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRefused;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentStarted;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Approval has answered. It starts only what was asked for, in time, and only while nothing came in between: a revocation or
 * a retirement that was taken in since stops it here. A request that is not open any more stays as it ended.
 *
 * @param standing with the promotion that the answer names
 */
record AnswerRequest(UUID deployment, Answer answer, Standing standing, Instant now) implements DeploymentCommand {

    @Override
    public List<DeploymentEvent> decide(DeploymentState state) {
        if (state.phase() != Phase.REQUESTED) {
            return List.of();
        }
        Subject asked = state.subject();
        String objection = objection(state, asked);
        return List.of(
                objection == null
                        ? new DeploymentStarted(
                                deployment,
                                asked.version(),
                                asked.digest(),
                                asked.target(),
                                asked.stage(),
                                Objects.requireNonNull(answer.promotion()))
                        : new DeploymentRefused(
                                deployment, asked.version(), asked.digest(), asked.target(), asked.stage(), objection));
    }

    private @Nullable String objection(DeploymentState state, Subject asked) {
        if (answer.denial() != null) {
            return answer.denial();
        }
        if (state.overdue(now) || !now.isBefore(Objects.requireNonNull(answer.until()))) {
            return "Approval's answer came too late";
        }
        if (!answer.digest().equals(asked.digest()) || !answer.target().equals(asked.target())) {
            return "Approval allowed something else than what was asked for";
        }
        return standing.objection(asked.stage()).orElse(null);
    }
}
