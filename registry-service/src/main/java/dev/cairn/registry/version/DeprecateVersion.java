package dev.cairn.registry.version;

import static dev.cairn.registry.RegistryRefusal.DEPRECATION_PROMISED;
import static dev.cairn.registry.RegistryRefusal.VERSION_RETIRED;

import dev.cairn.events.registry.VersionEvent;
import dev.cairn.events.registry.VersionEvent.VersionDeprecated;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.problem.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parameters as in {@link VersionDeprecated}; again with other terms replaces the first.
 *
 * @param mayShorten whether who asks may have the version end before the date that was promised
 */
public record DeprecateVersion(
        VersionId version,
        String reason,
        @Nullable Instant until,
        @Nullable VersionId successor,
        String migration,
        boolean mayShorten)
        implements VersionCommand {

    @Override
    public List<VersionEvent> decide(VersionState state) {
        if (state.retired()) {
            throw new Refused(VERSION_RETIRED, version + " was retired");
        }
        Instant promised = state.deprecation().map(VersionDeprecated::until).orElse(null);
        if (promised != null && !mayShorten && (until == null || until.isBefore(promised))) {
            throw new Refused(DEPRECATION_PROMISED, version + " was promised to be there until " + promised);
        }
        var deprecated = new VersionDeprecated(version, reason, until, successor, migration);
        return state.deprecation().equals(Optional.of(deprecated)) ? List.of() : List.of(deprecated);
    }
}
