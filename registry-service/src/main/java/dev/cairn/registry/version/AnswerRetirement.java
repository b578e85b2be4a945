package dev.cairn.registry.version;

import dev.cairn.events.registry.VersionEvent;
import dev.cairn.events.registry.VersionEvent.RetirementCancelled;
import dev.cairn.events.registry.VersionEvent.VersionRetired;
import dev.cairn.events.types.VersionId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deploy-tracker has answered. A request that is not open any more stays as it ended.
 *
 * @param objection what still uses the version; absent where nothing does
 */
public record AnswerRetirement(
        VersionId version, UUID request, @Nullable String objection) implements VersionCommand {

    @Override
    public List<VersionEvent> decide(VersionState state) {
        if (state.retirement().filter(request::equals).isEmpty()) {
            return List.of();
        }
        return List.of(
                objection == null
                        ? new VersionRetired(version, request)
                        : new RetirementCancelled(version, request, objection));
    }
}
