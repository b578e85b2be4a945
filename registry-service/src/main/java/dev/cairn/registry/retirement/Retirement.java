package dev.cairn.registry.retirement;

import dev.cairn.events.types.Actor;
import dev.cairn.events.types.VersionId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to retire a version.
 *
 * @param request names it
 * @param actor who asks
 * @param objection what still uses the version; absent unless {@code CANCELLED}
 * @param since when it came to be in this state
 */
record Retirement(
        VersionId version,
        UUID request,
        State state,
        Actor actor,
        String reason,
        @Nullable String objection,
        Instant since) {

    enum State {
        /** Deploy-tracker was asked. */
        REQUESTED,
        /** Something still uses the version. */
        CANCELLED,
        RETIRED
    }
}
