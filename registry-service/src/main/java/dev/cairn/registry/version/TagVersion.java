package dev.cairn.registry.version;

import dev.cairn.events.registry.VersionEvent;
import dev.cairn.events.registry.VersionEvent.VersionTagged;
import dev.cairn.events.types.TagKey;
import dev.cairn.events.types.VersionId;
import java.util.List;

record TagVersion(VersionId version, TagKey key, String value) implements VersionCommand {

    @Override
    public List<VersionEvent> decide(VersionState state) {
        String previous = state.tag(key).orElse(null);
        return value.equals(previous) ? List.of() : List.of(new VersionTagged(version, key, value, previous));
    }
}
