package dev.cairn.registry.version;

import static dev.cairn.registry.RegistryRefusal.NOT_DEPRECATED;
import static dev.cairn.registry.RegistryRefusal.RETIREMENT_PENDING;
import static dev.cairn.registry.RegistryRefusal.RETIREMENT_TOO_EARLY;
import static dev.cairn.registry.RegistryRefusal.VERSION_RETIRED;

import dev.cairn.events.registry.VersionEvent;
import dev.cairn.events.registry.VersionEvent.RetirementRequested;
import dev.cairn.events.registry.VersionEvent.VersionDeprecated;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.problem.Refused;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Asks deploy-tracker whether a deprecated version may retire.
 *
 * @param request names the request
 * @param now the time of the decision
 */
public record RequestRetirement(VersionId version, UUID request, String reason, Instant now) implements VersionCommand {

    @Override
    public List<VersionEvent> decide(VersionState state) {
        if (state.retired()) {
            throw new Refused(VERSION_RETIRED, version + " was retired");
        }
        if (state.retirement().isPresent()) {
            throw new Refused(RETIREMENT_PENDING, "Whether " + version + " may retire is being asked already");
        }
        VersionDeprecated deprecation =
                state.deprecation().orElseThrow(() -> new Refused(NOT_DEPRECATED, version + " is not deprecated"));
        if (deprecation.until() != null && now.isBefore(deprecation.until())) {
            throw new Refused(RETIREMENT_TOO_EARLY, version + " was promised to be there until " + deprecation.until());
        }
        return List.of(new RetirementRequested(version, request, reason));
    }
}
