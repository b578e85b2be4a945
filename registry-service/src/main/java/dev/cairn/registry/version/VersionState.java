package dev.cairn.registry.version;

import dev.cairn.events.registry.VersionEvent;
import dev.cairn.events.registry.VersionEvent.DeprecationWithdrawn;
import dev.cairn.events.registry.VersionEvent.IntegrityVerified;
import dev.cairn.events.registry.VersionEvent.IntegrityViolated;
import dev.cairn.events.registry.VersionEvent.RetirementCancelled;
import dev.cairn.events.registry.VersionEvent.RetirementRequested;
import dev.cairn.events.registry.VersionEvent.VersionDeprecated;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.registry.VersionEvent.VersionRetired;
import dev.cairn.events.registry.VersionEvent.VersionTagged;
import dev.cairn.events.registry.VersionEvent.VersionUntagged;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.TagKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What decisions about a version depend on. */
final class VersionState {

    private boolean registered;
    private final Map<TagKey, String> tags = new HashMap<>();

    /** What was found instead, by path; the manifest under the absent path. */
    private final Map<Optional<ArtifactPath>, Optional<Sha256Digest>> damage = new HashMap<>();

    private @Nullable VersionDeprecated deprecation;
    private @Nullable UUID retirement;
    private boolean retired;

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

    /** In force now. */
    Optional<VersionDeprecated> deprecation() {
        return Optional.ofNullable(deprecation);
    }

    /** The request that waits for an answer. */
    Optional<UUID> retirement() {
        return Optional.ofNullable(retirement);
    }

    boolean retired() {
        return retired;
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
        } else if (event instanceof VersionDeprecated e) {
            deprecation = e;
        } else if (event instanceof DeprecationWithdrawn) {
            deprecation = null;
        } else if (event instanceof RetirementRequested e) {
            retirement = e.request();
        } else if (event instanceof RetirementCancelled) {
            retirement = null;
        } else if (event instanceof VersionRetired) {
            retirement = null;
            retired = true;
        }
    }
}
