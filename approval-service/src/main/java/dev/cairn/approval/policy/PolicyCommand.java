package dev.cairn.approval.policy;

import dev.cairn.events.approval.PolicyEvent;
import dev.cairn.events.types.Stage;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A request to change a stage's policy; each command carries its own decision. */
sealed interface PolicyCommand permits ProposePolicy, AdoptPolicy {

    Stage stage();

    @TargetAggregateIdentifier
    default String stream() {
        return "policy:" + stage();
    }

    List<PolicyEvent> decide(PolicyState state);
}
