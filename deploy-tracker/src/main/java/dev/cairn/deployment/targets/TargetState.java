package dev.cairn.deployment.targets;

import dev.cairn.events.deployment.TargetEvent;
import dev.cairn.events.deployment.TargetEvent.TargetRegistered;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What decisions about a target depend on. */
final class TargetState {

    private @Nullable TargetRegistered registration;

    Optional<TargetRegistered> registration() {
        return Optional.ofNullable(registration);
    }

    void evolve(TargetEvent event) {
        if (event instanceof TargetRegistered e) {
            registration = e;
        }
    }
}
