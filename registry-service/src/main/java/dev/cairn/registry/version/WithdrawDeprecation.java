package dev.cairn.registry.version;

import static dev.cairn.registry.RegistryRefusal.DEPRECATION_UNKNOWN;
import static dev.cairn.registry.RegistryRefusal.RETIREMENT_PENDING;
import static dev.cairn.registry.RegistryRefusal.VERSION_RETIRED;

import dev.cairn.events.registry.VersionEvent;
import dev.cairn.events.registry.VersionEvent.DeprecationWithdrawn;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.problem.Refused;
import java.util.List;

/** Takes a deprecation back, as long as nobody asked to retire the version. */
public record WithdrawDeprecation(VersionId version) implements VersionCommand {

    @Override
    public List<VersionEvent> decide(VersionState state) {
        if (state.retired()) {
            throw new Refused(VERSION_RETIRED, version + " was retired");
        }
        if (state.retirement().isPresent()) {
            throw new Refused(RETIREMENT_PENDING, "Whether " + version + " may retire is being asked");
        }
        if (state.deprecation().isEmpty()) {
            throw new Refused(DEPRECATION_UNKNOWN, version + " is not deprecated");
        }
        return List.of(new DeprecationWithdrawn(version));
    }
}
