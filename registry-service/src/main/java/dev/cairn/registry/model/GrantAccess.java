package dev.cairn.registry.model;

import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.ModelEvent.AccessGranted;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Permission;
import java.util.List;

record GrantAccess(ModelName model, Actor subject, Permission permission, String reason) implements ModelCommand {

    @Override
    public List<ModelEvent> decide(ModelState state) {
        boolean granted = state.grant(subject).filter(permission::equals).isPresent();
        return granted ? List.of() : List.of(new AccessGranted(model, subject, permission, reason));
    }
}
