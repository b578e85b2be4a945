package dev.cairn.audit.tiles;

import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.proof.EntryBundle;
import dev.cairn.audit.proof.MerkleTree;
import dev.cairn.audit.proof.Tile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The log under one checkpoint, as anybody may read it: whatever it answers is covered by that checkpoint. */
public final class PublicLog {

    private static final int ENTRY_IN_BUNDLE = Short.BYTES + MerkleTree.HASH_BYTES;

    private final Head head;
    private final Checkpoint checkpoint;
    private final TreeAtSize tree;

    PublicLog(Head head, TreeAtSize tree) {
        this.head = head;
        this.checkpoint = head.checkpoint();
        this.tree = tree;
    }

    /** What signs this moment. */
    public Head head() {
        return head;
    }

    /** The signed checkpoint as it is served (C2SP signed note). */
    public String note() {
        return head.note().toString();
    }

    public Checkpoint checkpoint() {
        return checkpoint;
    }

    public long size() {
        return checkpoint.size();
    }

    /** A tile or bundle, cut to the width that was asked for; empty when it reaches beyond the checkpoint. */
    public Optional<byte[]> tile(Tile tile) {
        if (tile.leavesNeeded() > size()) {
            return Optional.empty();
        }
        boolean entries = tile.level() == Tile.ENTRIES;
        byte[] whole = entries ? bundle(tile.index()) : tree.hashes(tile.level(), tile.index());
        return Optional.of(Arrays.copyOf(whole, tile.width() * (entries ? ENTRY_IN_BUNDLE : MerkleTree.HASH_BYTES)));
    }

    private byte[] bundle(long index) {
        Tile full = Tile.full(Tile.ENTRIES, index);
        return full.leavesNeeded() <= size() ? tree.tiles().read(full) : EntryBundle.write(head.lastBundle());
    }

    /** The entries of a bundle under this checkpoint: 256, fewer in the last one, none beyond it. */
    public List<byte[]> entries(long bundle) {
        int width = (int) Math.max(0, Math.min(Tile.FULL, size() - bundle * Tile.FULL));
        return EntryBundle.read(bundle(bundle)).subList(0, width);
    }

    /** @throws IllegalArgumentException when there is no such leaf under the checkpoint */
    public List<byte[]> inclusionProof(long index) {
        return MerkleTree.inclusionProof(index, size(), tree::node);
    }

    /** @throws IllegalArgumentException unless {@code 0 < from <= to <= size} */
    public List<byte[]> consistencyProof(long from, long to) {
        if (to > size()) {
            throw new IllegalArgumentException("There is no tree of size " + to + " yet; the newest is " + size());
        }
        return MerkleTree.consistencyProof(from, to, tree::node);
    }

    /** The root that this log had at an earlier size. */
    public byte[] rootAt(long earlier) {
        return tree.rootAt(earlier);
    }
}
