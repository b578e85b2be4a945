package dev.cairn.deployment.targets;

import static dev.cairn.deployment.TrackerRefusal.TARGET_EXISTS;

import dev.cairn.events.deployment.TargetEvent;
import dev.cairn.events.deployment.TargetEvent.TargetRegistered;
import dev.cairn.events.types.TargetName;
import dev.cairn.platform.problem.Refused;
import java.util.List;

/** Takes a name for a place where versions run. The same registration again changes nothing; its stage never changes. */
record RegisterTarget(TargetRegistered registration) implements TargetCommand {

    @Override
    public TargetName target() {
        return registration.target();
    }

    @Override
    public List<TargetEvent> decide(TargetState state) {
        if (state.registration().isEmpty()) {
            return List.of(registration);
        }
        if (state.registration().get().equals(registration)) {
            return List.of();
        }
        throw new Refused(TARGET_EXISTS, "Target " + target() + " was registered with other properties");
    }
}
