package dev.cairn.registry.version;

import dev.cairn.events.registry.VersionEvent;
import dev.cairn.events.registry.VersionEvent.IntegrityViolated;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.VersionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The store no longer has what was registered; parameters as in {@link IntegrityViolated}. Damage that is known is not
 * recorded again while it lasts, or whoever keeps asking for a damaged artifact would fill the log.
 */
public record RecordViolation(
        VersionId version,
        @Nullable ArtifactPath path,
        Sha256Digest expected,
        @Nullable Sha256Digest found,
        String foundAt)
        implements VersionCommand {

    @Override
    public List<VersionEvent> decide(VersionState state) {
        return state.damaged(path, found)
                ? List.of()
                : List.of(new IntegrityViolated(version, path, expected, found, foundAt));
    }
}
