package dev.cairn.audit.tiles;

import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.proof.EntryBundle;
import dev.cairn.audit.proof.GrowingTree;
import dev.cairn.audit.proof.MerkleTree;
import dev.cairn.audit.proof.Tile;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The log where it grows. A tile or bundle is in the write-once store as soon as it is full; what is not full yet is
 * remembered here and goes out with the {@link Head}. For one thread; after a failure, begin again from the newest head.
 */
public final class GrowingLog {

    private final StoredTiles tiles;
    private final GrowingTree tree;
    private final List<byte[]> lastBundle;

    private GrowingLog(StoredTiles tiles, GrowingTree tree, List<byte[]> lastBundle) {
        this.tiles = tiles;
        this.tree = tree;
        this.lastBundle = lastBundle;
    }

    public static GrowingLog empty(StoredTiles tiles) {
        return new GrowingLog(tiles, new GrowingTree(writer(tiles)), new ArrayList<>());
    }

    /**
     * The log as it was when {@code head} was signed.
     *
     * @throws LogDamaged when tiles and head do not give the root that was signed
     */
    public static GrowingLog at(Head head, StoredTiles tiles) {
        Checkpoint signed = head.checkpoint();
        List<byte[]> lastBundle = new ArrayList<>(head.lastBundle());
        GrowingTree tree = GrowingTree.at(
                signed.size(),
                (level, index, width) -> level == 0 ? leaves(lastBundle) : roots(tiles, level - 1, index, width),
                writer(tiles));
        var log = new GrowingLog(tiles, tree, lastBundle);
        if (!log.checkpoint(signed.origin()).sameTree(signed)) {
            throw new LogDamaged("The tiles in the write-once store do not give the root that was signed for size "
                    + signed.size() + ": verify the log, and put the damaged tiles back from a copy");
        }
        return log;
    }

    private static GrowingTree.FullTile writer(StoredTiles tiles) {
        return (level, index, hashes) -> tiles.write(Tile.full(level, index), hashes);
    }

    private static byte[] leaves(List<byte[]> entries) {
        var hashes = new ByteArrayOutputStream();
        entries.forEach(entry -> hashes.writeBytes(MerkleTree.leafHash(entry)));
        return hashes.toByteArray();
    }

    /** What stands in a tile is the roots of the full tiles below it. */
    private static byte[] roots(StoredTiles tiles, int levelBelow, long index, int width) {
        var hashes = new ByteArrayOutputStream();
        for (int i = 0; i < width; i++) {
            byte[] below = tiles.read(Tile.full(levelBelow, index * Tile.FULL + i));
            hashes.writeBytes(Tile.rootOf(below, 0, Tile.FULL));
        }
        return hashes.toByteArray();
    }

    /** @param entry 32 bytes */
    public void add(byte[] entry) {
        lastBundle.add(entry);
        if (lastBundle.size() == Tile.FULL) {
            tiles.write(Tile.full(Tile.ENTRIES, size() / Tile.FULL), EntryBundle.write(lastBundle));
            lastBundle.clear();
        }
        tree.add(MerkleTree.leafHash(entry));
    }

    public long size() {
        return tree.size();
    }

    /** What there is to sign. */
    public Checkpoint checkpoint(String origin) {
        return new Checkpoint(origin, size(), tree.root());
    }

    /** The entries of the bundle that is not full yet. */
    public List<byte[]> lastBundle() {
        return List.copyOf(lastBundle);
    }

    /** This moment of the log, to be served; {@code head} signs it. */
    public PublicLog publish(Head head) {
        return new PublicLog(head, now());
    }

    /** The root that this log had at an earlier size. */
    public byte[] rootAt(long earlier) {
        return now().rootAt(earlier);
    }

    private TreeAtSize now() {
        return new TreeAtSize(size(), tree.partialTiles(), tiles);
    }
}
