package dev.cairn.registry.model;

import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.ModelEvent.AliasAssigned;
import dev.cairn.events.types.Alias;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.ModelName;
import java.util.List;

/** @param version exists; whoever sends the command has looked under the model's lock */
record AssignAlias(ModelName model, Alias alias, Label version) implements ModelCommand {

    @Override
    public List<ModelEvent> decide(ModelState state) {
        Label previous = state.alias(alias).orElse(null);
        return version.equals(previous) ? List.of() : List.of(new AliasAssigned(model, alias, version, previous));
    }
}
