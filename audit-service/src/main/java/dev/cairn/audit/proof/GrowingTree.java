package dev.cairn.audit.proof;

import static dev.cairn.audit.proof.MerkleTree.HASH_BYTES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The right edge of a tree that grows leaf by leaf: of each level of tiles only the tile that is being filled, so a tree
 * of any size needs a few kilobytes. Not safe for use by several threads.
 */
public final class GrowingTree {

    private final FullTile fullTile;
    private final List<Edge> edges = new ArrayList<>();
    private long size;

    /** Gets each tile when its last hash arrives, lower levels first. */
    @FunctionalInterface
    public interface FullTile {
        void filled(int level, long index, byte[] hashes);
    }

    /** Where the tiles at the edge of an existing tree are read. */
    @FunctionalInterface
    public interface EdgeTiles {
        /** The first {@code width} hashes of a tile, joined. */
        byte[] read(int level, long index, int width);
    }

    /** An empty tree. */
    public GrowingTree(FullTile fullTile) {
        this.fullTile = fullTile;
    }

    /** The tree as it was at {@code size}; whether its root is the expected one is for the caller to compare. */
    public static GrowingTree at(long size, EdgeTiles tiles, FullTile fullTile) {
        var tree = new GrowingTree(fullTile);
        tree.size = size;
        for (int level = 0; size >> (8 * level) > 0; level++) {
            var edge = new Edge();
            int width = (int) (size >> (8 * level)) & 0xff;
            if (width > 0) {
                byte[] hashes = tiles.read(level, size >> (8 * (level + 1)), width);
                System.arraycopy(hashes, 0, edge.hashes, 0, width * HASH_BYTES);
                edge.width = width;
            }
            tree.edges.add(edge);
        }
        return tree;
    }

    public long size() {
        return size;
    }

    public void add(byte[] leafHash) {
        size++;
        byte[] hash = leafHash;
        for (int level = 0; ; level++) {
            if (level == edges.size()) {
                edges.add(new Edge());
            }
            Edge edge = edges.get(level);
            edge.add(hash);
            if (edge.width < Tile.FULL) {
                return;
            }
            byte[] full = edge.take();
            fullTile.filled(level, (size >> (8 * (level + 1))) - 1, full);
            hash = Tile.rootOf(full, 0, Tile.FULL);
        }
    }

    /** The tiles that are neither empty nor full, lowest level first. */
    public List<PartialTile> partialTiles() {
        List<PartialTile> tiles = new ArrayList<>();
        for (int level = 0; level < edges.size(); level++) {
            Edge edge = edges.get(level);
            if (edge.width > 0) {
                tiles.add(new PartialTile(new Tile(level, size >> (8 * (level + 1)), edge.width), edge.copy()));
            }
        }
        return tiles;
    }

    /** @param hashes the tile's hashes, joined */
    public record PartialTile(Tile tile, byte[] hashes) {}

    /** The root over all leaves so far. */
    public byte[] root() {
        byte[] root = null;
        for (Edge edge : edges) {
            int end = edge.width;
            while (end > 0) {
                int width = Integer.lowestOneBit(end);
                byte[] peak = Tile.rootOf(edge.hashes, end - width, width);
                root = root == null ? peak : MerkleTree.nodeHash(peak, root);
                end -= width;
            }
        }
        return root == null ? MerkleTree.emptyRoot() : root;
    }

    private static final class Edge {
        private final byte[] hashes = new byte[Tile.FULL * HASH_BYTES];
        private int width;

        void add(byte[] hash) {
            System.arraycopy(hash, 0, hashes, width * HASH_BYTES, HASH_BYTES);
            width++;
        }

        byte[] copy() {
            return Arrays.copyOf(hashes, width * HASH_BYTES);
        }

        byte[] take() {
            byte[] taken = copy();
            width = 0;
            return taken;
        }
    }
}
