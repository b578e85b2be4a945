package dev.cairn.registry.model;

import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.ModelEvent.LabelSchemeChanged;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import java.util.List;

/** Labels given before stay as they are. */
record ChangeLabelScheme(ModelName model, LabelScheme scheme) implements ModelCommand {

    @Override
    public List<ModelEvent> decide(ModelState state) {
        return state.scheme() == scheme ? List.of() : List.of(new LabelSchemeChanged(model, state.scheme(), scheme));
    }
}
