package dev.cairn.registry.model;

import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.types.ModelName;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A request to a model; each command carries its own decision. */
sealed interface ModelCommand
        permits RegisterModel, DescribeModel, ChangeLabelScheme, AssignAlias, RemoveAlias, GrantAccess, RevokeAccess {

    ModelName model();

    @TargetAggregateIdentifier
    default String stream() {
        return "model:" + model();
    }

    /** What happens; nothing when it is so already. */
    List<ModelEvent> decide(ModelState state);
}
