package dev.cairn.registry.version;

import static dev.cairn.registry.RegistryRefusal.TAG_UNKNOWN;

import dev.cairn.events.registry.VersionEvent;
import dev.cairn.events.registry.VersionEvent.VersionUntagged;
import dev.cairn.events.types.TagKey;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.problem.Refused;
import java.util.List;

record UntagVersion(VersionId version, TagKey key) implements VersionCommand {

    @Override
    public List<VersionEvent> decide(VersionState state) {
        return state.tag(key)
                .<List<VersionEvent>>map(previous -> List.of(new VersionUntagged(version, key, previous)))
                .orElseThrow(() -> new Refused(TAG_UNKNOWN, version + " has no tag " + key));
    }
}
