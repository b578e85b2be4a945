package dev.cairn.registry.model;

import static dev.cairn.registry.RegistryRefusal.MODEL_EXISTS;

import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.platform.problem.Refused;
import java.util.List;

record RegisterModel(ModelName model, String description, LabelScheme scheme, Sensitivity sensitivity)
        implements ModelCommand {

    @Override
    public List<ModelEvent> decide(ModelState state) {
        if (state.registered()) {
            throw new Refused(MODEL_EXISTS, "The name " + model + " is taken for ever");
        }
        return List.of(new ModelRegistered(model, description, scheme, sensitivity));
    }
}
