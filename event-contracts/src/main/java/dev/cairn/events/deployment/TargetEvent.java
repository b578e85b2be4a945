package dev.cairn.events.deployment;

import dev.cairn.events.EventType;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import org.jspecify.annotations.Nullable;

/** The life of a place where versions run; stream {@code target:<name>}. */
public sealed interface TargetEvent extends TrackerEvent {

    TargetName target();

    @Override
    default String stream() {
        return "target:" + target();
    }

    @Override
    default String key() {
        return stream();
    }

    /**
     * A place where versions run exists from now on.
     *
     * @param stage whose policy decides what may run there
     * @param environment for example {@code production}
     * @param cluster its name; absent where there is none
     * @param region for example {@code eu-central-1}; absent where it has none
     * @param endpoint where it serves, as a URI; absent where it serves nobody
     * @param description at most 8,192 characters; may be empty
     */
    @EventType("dev.cairn.deployment.TargetRegistered.v1")
    record TargetRegistered(
            TargetName target,
            Stage stage,
            String environment,
            @Nullable String cluster,
            @Nullable String region,
            @Nullable String endpoint,
            String description)
            implements TargetEvent {}

    /**
     * Nothing runs there any more, and nothing will.
     *
     * @param reason why, in the words of whoever removed it
     */
    @EventType("dev.cairn.deployment.TargetRemoved.v1")
    record TargetRemoved(TargetName target, String reason) implements TargetEvent {}
}
