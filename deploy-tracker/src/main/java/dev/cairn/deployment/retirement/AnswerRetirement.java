package dev.cairn.deployment.retirement;

import dev.cairn.events.deployment.RetirementAnswer;
import dev.cairn.events.deployment.RetirementAnswer.RetirementConfirmed;
import dev.cairn.events.deployment.RetirementAnswer.RetirementObjected;
import dev.cairn.events.deployment.RetirementAnswer.Use;
import dev.cairn.events.types.VersionId;
import java.util.List;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Answers whether a version may retire, once for each request.
 *
 * @param uses all that there are, under the model's lock
 */
record AnswerRetirement(UUID request, VersionId version, List<Use> uses) {

    /** How many uses an objection names. */
    private static final int NAMED = 100;

    @TargetAggregateIdentifier
    String stream() {
        return "retirement:" + request;
    }

    List<RetirementAnswer> decide(boolean answered) {
        if (answered) {
            return List.of();
        }
        if (uses.isEmpty()) {
            return List.of(new RetirementConfirmed(request, version));
        }
        var named = uses.stream().limit(NAMED).toList();
        return List.of(new RetirementObjected(request, version, named, uses.size()));
    }
}
