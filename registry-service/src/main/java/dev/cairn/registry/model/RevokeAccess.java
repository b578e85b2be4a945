package dev.cairn.registry.model;

import static dev.cairn.registry.RegistryRefusal.GRANT_UNKNOWN;

import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.ModelEvent.AccessRevoked;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.ModelName;
import dev.cairn.platform.problem.Refused;
import java.util.List;

record RevokeAccess(ModelName model, Actor subject, String reason) implements ModelCommand {

    @Override
    public List<ModelEvent> decide(ModelState state) {
        if (state.grant(subject).isEmpty()) {
            throw new Refused(GRANT_UNKNOWN, subject + " has no grant on " + model);
        }
        return List.of(new AccessRevoked(model, subject, reason));
    }
}
