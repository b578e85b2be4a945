package dev.cairn.registry.model;

import static dev.cairn.registry.RegistryRefusal.ALIAS_UNKNOWN;

import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.ModelEvent.AliasRemoved;
import dev.cairn.events.types.Alias;
import dev.cairn.events.types.ModelName;
import dev.cairn.platform.problem.Refused;
import java.util.List;

record RemoveAlias(ModelName model, Alias alias) implements ModelCommand {

    @Override
    public List<ModelEvent> decide(ModelState state) {
        return state.alias(alias)
                .<List<ModelEvent>>map(previous -> List.of(new AliasRemoved(model, alias, previous)))
                .orElseThrow(() -> new Refused(ALIAS_UNKNOWN, model + " has no alias " + alias));
    }
}
