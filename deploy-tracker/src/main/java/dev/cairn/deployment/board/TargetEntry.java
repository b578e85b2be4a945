package dev.cairn.deployment.board;

import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place where versions run.
 *
 * @param stage whose policy decides what may run there
 * @param environment for example {@code production}
 * @param endpoint where it serves, as a URI; absent where it serves nobody
 * @param actor who registered it
 */
public record TargetEntry(
        TargetName target,
        Stage stage,
        String environment,
        @Nullable String cluster,
        @Nullable String region,
        @Nullable String endpoint,
        String description,
        Actor actor,
        Instant registered) {}
