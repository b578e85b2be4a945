package dev.cairn.registry.version;

import dev.cairn.events.registry.VersionEvent;
import dev.cairn.events.types.VersionId;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A request to a version; each command carries its own decision. None changes what was registered. */
sealed interface VersionCommand
        permits RegisterVersion,
                TagVersion,
                UntagVersion,
                RecordVerification,
                RecordViolation,
                DeprecateVersion,
                WithdrawDeprecation,
                RequestRetirement,
                AnswerRetirement {

    VersionId version();

    @TargetAggregateIdentifier
    default String stream() {
        return "version:" + version();
    }

    /** What happens; nothing when it is so already. */
    List<VersionEvent> decide(VersionState state);
}
