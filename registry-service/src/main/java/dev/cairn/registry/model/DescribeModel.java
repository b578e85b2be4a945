package dev.cairn.registry.model;

import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.types.ModelName;
import java.util.List;

record DescribeModel(ModelName model, String description) implements ModelCommand {

    @Override
    public List<ModelEvent> decide(ModelState state) {
        return state.description().equals(description) ? List.of() : List.of(new ModelDescribed(model, description));
    }
}
