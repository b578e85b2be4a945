package dev.cairn.deployment.targets;

import dev.cairn.events.deployment.TargetEvent;
import dev.cairn.events.types.TargetName;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A request to a target; each command carries its own decision. */
sealed interface TargetCommand permits RegisterTarget {

    TargetName target();

    @TargetAggregateIdentifier
    default String stream() {
        return "target:" + target();
    }

    /** What happens; nothing when it is so already. */
    List<TargetEvent> decide(TargetState state);
}
