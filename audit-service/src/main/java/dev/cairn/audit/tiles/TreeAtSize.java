package dev.cairn.audit.tiles;

import dev.cairn.audit.proof.GrowingTree.PartialTile;
import dev.cairn.audit.proof.MerkleTree;
import dev.cairn.audit.proof.Tile;
import java.util.List;

/**
 * A tree as it was at one moment: full tiles from the store, the others from memory.
 *
 * @param edge the tiles that were neither empty nor full
 */
record TreeAtSize(long size, List<PartialTile> edge, StoredTiles tiles) {

    TreeAtSize {
        edge = List.copyOf(edge);
    }

    /** The root that this tree had at an earlier size. */
    byte[] rootAt(long earlier) {
        return MerkleTree.root(earlier, this::node);
    }

    /** The root of a complete subtree. */
    byte[] node(int level, long index) {
        int inTile = level % 8;
        long first = index << inTile;
        byte[] hashes = hashes(level / 8, first / Tile.FULL);
        return Tile.rootOf(hashes, (int) (first % Tile.FULL), 1 << inTile);
    }

    /** All hashes that this tree has in a tile. */
    byte[] hashes(int level, long index) {
        Tile full = Tile.full(level, index);
        if (full.leavesNeeded() <= size) {
            return tiles.read(full);
        }
        return edge.stream()
                .filter(part -> part.tile().level() == level)
                .findFirst()
                .orElseThrow()
                .hashes();
    }
}
