package dev.cairn.audit.verification;

import dev.cairn.audit.proof.EntryBundle;
import dev.cairn.audit.proof.GrowingTree;
import dev.cairn.audit.proof.MerkleTree;
import dev.cairn.audit.proof.Tile;
import dev.cairn.audit.tiles.LogDamaged;
import dev.cairn.audit.tiles.StoredTiles;
import dev.cairn.audit.verification.KnownCheckpoints.Known;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tree again from its entries, and compares bundles, tiles, rows and checkpoints with it. The entries lie in two
 * places, as bundles and as the log's rows; those that give the root which was signed are the log, and what differs from
 * them was altered.
 */
final class TreeCheck {

    private final StoredTiles tiles;
    private final LoggedRows logged;
    private final KnownCheckpoints checkpoints;
    private final Known newest;

    /** @param newest of the checkpoints: what is verified is the log as it was signed there */
    TreeCheck(StoredTiles tiles, LoggedRows logged, KnownCheckpoints checkpoints, Known newest) {
        this.tiles = tiles;
        this.logged = logged;
        this.checkpoints = checkpoints;
        this.newest = newest;
    }

    /** The entries that were signed; where no source has them any more, what the bundles have. */
    LogEntries entries() {
        LogEntries bundles = LogEntries.read(newest.size(), this::bundled);
        if (isSigned(bundles)) {
            return bundles;
        }
        return Stream.<LogEntries.Bundles>of(this::likely, this::rows)
                .map(source -> LogEntries.read(newest.size(), source))
                .filter(this::isSigned)
                .findFirst()
                .orElse(bundles);
    }

    private boolean isSigned(LogEntries entries) {
        var tree = new GrowingTree((level, index, hashes) -> {});
        for (int index = 0; index < entries.size(); index++) {
            tree.add(MerkleTree.leafHash(entries.hash(index)));
        }
        return Arrays.equals(tree.root(), newest.checkpoint().root());
    }

    /** As the store has them, or the rows where it has nothing that can be read. */
    private byte @Nullable [][] bundled(long bundle) {
        byte[][] stored = stored(bundle);
        return stored == null ? rows(bundle) : stored;
    }

    /** As the store or the rows have them, whichever agrees with the tile above. */
    private byte @Nullable [][] likely(long bundle) {
        byte[] leaves = tile(Tile.full(0, bundle)).orElse(null);
        byte[][] rows = rows(bundle);
        boolean agree = leaves != null && rows.length == Tile.FULL && Arrays.equals(leaves, leavesOf(rows));
        return agree ? rows : bundled(bundle);
    }

    private byte @Nullable [][] rows(long bundle) {
        return logged.hashes(bundle * Tile.FULL, width(bundle));
    }

    private int width(long bundle) {
        return (int) Math.min(Tile.FULL, newest.size() - bundle * Tile.FULL);
    }

    private byte @Nullable [] @Nullable [] stored(long bundle) {
        int width = width(bundle);
        Optional<List<byte[]>> tail = width < Tile.FULL ? checkpoints.tail(newest.size()) : Optional.empty();
        return tail.or(() -> tile(Tile.full(Tile.ENTRIES, bundle)).flatMap(TreeCheck::read))
                .filter(entries -> entries.size() >= width)
                .map(entries -> entries.subList(0, width).toArray(byte[][]::new))
                .orElse(null);
    }

    private static Optional<List<byte[]>> read(byte[] bundle) {
        try {
            List<byte[]> entries = EntryBundle.read(bundle);
            return entries.stream().allMatch(entry -> entry.length == MerkleTree.HASH_BYTES)
                    ? Optional.of(entries)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> tile(Tile tile) {
        try {
            return Optional.of(tiles.read(tile));
        } catch (LogDamaged e) {
            return Optional.empty();
        }
    }

    private static byte[] leavesOf(byte @Nullable [][] entries) {
        byte[] leaves = new byte[entries.length * MerkleTree.HASH_BYTES];
        for (int i = 0; i < entries.length; i++) {
            if (entries[i] != null) {
                System.arraycopy(
                        MerkleTree.leafHash(entries[i]), 0, leaves, i * MerkleTree.HASH_BYTES, MerkleTree.HASH_BYTES);
            }
        }
        return leaves;
    }

    /**
     * Names every tile, bundle, row and checkpoint that does not agree with the entries.
     *
     * @return the anchors that agree, in the order of their size
     */
    List<Known> compare(LogEntries entries, Findings findings, Progress progress) {
        var tree = new GrowingTree((level, index, hashes) -> {
            compare(Tile.full(level, index), hashes, findings);
            progress.read("tiles", 1);
        });
        var agreement = new Agreement(checkpoints.bySize(), tree, entries, findings);
        agreement.look();
        for (int index = 0; index < entries.size(); index++) {
            if (index % Tile.FULL == 0) {
                compareBundle(index / Tile.FULL, entries, findings);
            }
            tree.add(MerkleTree.leafHash(entries.hash(index)));
            agreement.look();
        }
        progress.read("entries", entries.size());
        return agreement.anchors();
    }

    private void compare(Tile tile, byte[] hashes, Findings findings) {
        long firstEntry = (tile.index() * Tile.FULL) << (8 * tile.level());
        Optional<byte[]> stored = tile(tile);
        if (stored.isEmpty()) {
            findings.add("tile", tile.path(), "It is gone from the write-once store", firstEntry);
        } else if (!Arrays.equals(stored.get(), hashes)) {
            findings.add("tile", tile.path(), "It does not follow from the entries below it", firstEntry);
        }
    }

    private void compareBundle(long bundle, LogEntries entries, Findings findings) {
        byte[][] stored = stored(bundle);
        byte[][] rows = rows(bundle);
        int first = (int) bundle * Tile.FULL;
        String path = Tile.full(Tile.ENTRIES, bundle).path();
        if (stored == null && width(bundle) == Tile.FULL) {
            findings.add("tile", path, "It is gone from the write-once store, or no bundle of entries any more", first);
        }
        for (int i = 0; i < rows.length; i++) {
            if (stored != null && !entries.is(first + i, stored[i])) {
                findings.add("tile", path, "Entry " + (first + i) + " is not the one that was signed", first + i);
            }
            if (!entries.is(first + i, rows[i])) {
                String problem = rows[i] == null ? "The row is gone" : "It has another hash than the entry of the log";
                findings.add("log-row", "log.entry " + (first + i), problem, first + i);
            }
        }
    }
}
