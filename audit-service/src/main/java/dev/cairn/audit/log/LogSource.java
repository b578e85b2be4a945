package dev.cairn.audit.log;

import dev.cairn.audit.proof.VerifierKey;
import dev.cairn.audit.tiles.PublicLog;
import dev.cairn.audit.tiles.StoredAnchors;
import dev.cairn.audit.tiles.StoredHeads;
import dev.cairn.audit.tiles.StoredLog;
import dev.cairn.audit.tiles.StoredTiles;
import dev.cairn.platform.writeonce.WriteOnceStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Opens the log as it lies in the write-once store.
 *
 * @param origin the log's name
 * @param keys under which its signatures hold, the current one first
 * @param newestServed what this instance serves now
 */
public record LogSource(
        WriteOnceStore store, String origin, List<VerifierKey> keys, Supplier<Optional<PublicLog>> newestServed) {

    /** What this instance serves now; empty until it has read or signed a checkpoint. */
    public Optional<PublicLog> served() {
        return newestServed.get();
    }

    /** With nothing read yet: what it answers comes from the store. */
    public StoredLog open() {
        return new StoredLog(new StoredTiles(store), new StoredHeads(store, origin, keys), new StoredAnchors(store));
    }
}
