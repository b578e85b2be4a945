package dev.cairn.audit.tiles;

import java.util.Optional;

/** The log's place in the write-once store. */
public record StoredLog(StoredTiles tiles, StoredHeads heads, StoredAnchors anchors) {

    /**
     * What the newest head signs; empty when none was signed yet.
     *
     * @throws LogDamaged when head and tiles do not belong together
     */
    public Optional<PublicLog> newest() {
        return heads.newest().map(head -> GrowingLog.at(head, tiles).publish(head));
    }
}
