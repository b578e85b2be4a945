package dev.cairn.registry.version;

import dev.cairn.events.registry.VersionEvent;
import dev.cairn.events.registry.VersionEvent.IntegrityVerified;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.VersionId;
import java.util.List;

/** Every byte of a version was read and found to be what was registered. */
public record RecordVerification(VersionId version, Sha256Digest digest, int artifacts, long bytes)
        implements VersionCommand {

    @Override
    public List<VersionEvent> decide(VersionState state) {
        return List.of(new IntegrityVerified(version, digest, artifacts, bytes));
    }
}
