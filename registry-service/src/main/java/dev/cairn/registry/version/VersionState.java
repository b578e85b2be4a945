package dev.cairn.registry.version;

import dev.cairn.events.registry.VersionEvent;
import dev.cairn.events.registry.VersionEvent.IntegrityVerified;
import dev.cairn.events.registry.VersionEvent.IntegrityViolated;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.registry.VersionEvent.VersionTagged;
import dev.cairn.events.registry.VersionEvent.VersionUntagged;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.TagKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What decisions about a version depend on. */
final class VersionState {

    private boolean registered;
    private final Map<TagKey, String> tags = new HashMap<>();

    /** What was found instead, by path; the manifest under the absent path. */
    private final Map<Optional<ArtifactPath>, Optional<Sha256Digest>> damage = new HashMap<>();

    boolean registered() {
        return registered;
    }

    Optional<String> tag(TagKey key) {
        return Optional.ofNullable(tags.get(key));
    }

    /** Whether it is known that {@code found} stands where the artifact should be. */
    boolean damaged(@Nullable ArtifactPath path, @Nullable Sha256Digest found) {
        return Optional.ofNullable(found).equals(damage.get(Optional.ofNullable(path)));
    }

    void evolve(VersionEvent event) {
        if (event instanceof VersionRegistered) {
            registered = true;
        } else if (event instanceof VersionTagged e) {
            tags.put(e.tag(), e.value());
        } else if (event instanceof VersionUntagged e) {
            tags.remove(e.tag());
        } else if (event instanceof IntegrityViolated e) {
            damage.put(Optional.ofNullable(e.path()), Optional.ofNullable(e.found()));
        } else if (event instanceof IntegrityVerified) {
            damage.clear();
        }
    }
}
