package dev.cairn.approval.promotion;

import dev.cairn.approval.promotion.PromotionCommand.OfDeployment;
import dev.cairn.events.approval.PromotionEvent;
import dev.cairn.events.approval.PromotionEvent.DeploymentAuthorised;
import dev.cairn.events.approval.PromotionEvent.DeploymentDenied;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Answers whether a version may run, in the stream where its approval could have ended.
 *
 * @param promotion the newest that was approved for the digest and stage; absent where none ever was
 * @param against why nothing of the version may start, whatever was approved, in one sentence; absent where nothing speaks
 *     against it
 */
public record AnswerDeployment(
        @Nullable UUID promotion,
        Question question,
        @Nullable String against,
        Instant now) implements OfDeployment {

    /**
     * What deploy-tracker asks.
     *
     * @param deadline until when an answer counts
     */
    public record Question(
            UUID deployment,
            VersionId version,
            Sha256Digest digest,
            TargetName target,
            Stage stage,
            Instant deadline) {}

    @Override
    @TargetAggregateIdentifier
    public String stream() {
        return promotion == null ? "denial:" + question.deployment() : "promotion:" + promotion;
    }

    @Override
    public List<PromotionEvent> decide(PromotionState state) {
        if (state.answered(question.deployment())) {
            return List.of();
        }
        Optional<String> objection = objection(state);
        if (promotion == null || objection.isPresent()) {
            return List.of(new DeploymentDenied(
                    promotion,
                    question.version(),
                    question.deployment(),
                    question.digest(),
                    question.target(),
                    objection.orElse("The version was never approved for " + question.stage() + ".")));
        }
        return List.of(new DeploymentAuthorised(
                promotion,
                question.version(),
                question.deployment(),
                question.digest(),
                question.target(),
                question.deadline()));
    }

    private Optional<String> objection(PromotionState state) {
        if (!now.isBefore(question.deadline())) {
            return Optional.of("The answer was wanted until " + question.deadline() + ", and it is later.");
        }
        if (against != null) {
            return Optional.of(against);
        }
        if (promotion == null) {
            return Optional.empty();
        }
        if (!state.allows(question)) {
            return Optional.of("The approval is of another version or stage.");
        }
        if (state.phase() == Phase.APPROVED && !state.overdue(now)) {
            return Optional.empty();
        }
        return Optional.of(
                state.phase() == Phase.REVOKED
                        ? "The approval was revoked: " + state.ended()
                        : "The approval lapsed: " + (state.overdue(now) ? "its time is over" : state.ended()));
    }
}
