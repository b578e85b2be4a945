package dev.cairn.audit.proof;

import dev.cairn.events.types.Sha256Digest;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The hash tree of RFC 6962, section 2.1, over SHA-256. Every hash is 32 bytes; indices and sizes count leaves from 0.
 *
 * <p>The tree is never held as a whole: {@link Nodes} yields the roots of complete subtrees, as they lie in tiles.
 */
public final class MerkleTree {

    public static final int HASH_BYTES = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private MerkleTree() {}

    /** Where complete subtrees are read: of {@code 1 << level} leaves, the {@code index}-th of its level. */
    @FunctionalInterface
    public interface Nodes {
        byte[] node(int level, long index);
    }

    /** The hash of an entry as a leaf. */
    public static byte[] leafHash(byte[] entry) {
        MessageDigest hasher = Sha256Digest.hasher();
        hasher.update(LEAF);
        return hasher.digest(entry);
    }

    /** The hash of an inner node. */
    public static byte[] nodeHash(byte[] left, byte[] right) {
        MessageDigest hasher = Sha256Digest.hasher();
        hasher.update(NODE);
        hasher.update(left);
        return hasher.digest(right);
    }

    /** The root of a tree without leaves: the hash of nothing. */
    public static byte[] emptyRoot() {
        return Sha256Digest.hasher().digest();
    }

    /** The root of the first {@code size} leaves. */
    public static byte[] root(long size, Nodes nodes) {
        return size == 0 ? emptyRoot() : subtree(0, size, nodes);
    }

    /**
     * The audit path of a leaf, from its sibling upwards (RFC 6962, section 2.1.1).
     *
     * @throws IllegalArgumentException when the tree of {@code size} has no leaf {@code index}
     */
    public static List<byte[]> inclusionProof(long index, long size, Nodes nodes) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("A tree of size " + size + " has no leaf " + index);
        }
        List<byte[]> path = new ArrayList<>();
        long begin = 0;
        long end = size;
        while (end - begin > 1) {
            long split = begin + splitOf(end - begin);
            if (index < split) {
                path.add(0, subtree(split, end, nodes));
                end = split;
            } else {
                path.add(0, subtree(begin, split, nodes));
                begin = split;
            }
        }
        return path;
    }

    /**
     * Proves that the tree of {@code from} leaves is the beginning of the tree of {@code to} (RFC 6962, section 2.1.2).
     *
     * @throws IllegalArgumentException unless {@code 0 < from <= to}: nothing can be proved from an empty tree
     */
    public static List<byte[]> consistencyProof(long from, long to, Nodes nodes) {
        if (from <= 0 || from > to) {
            throw new IllegalArgumentException("There is no consistency proof from size " + from + " to " + to);
        }
        List<byte[]> path = new ArrayList<>();
        long begin = 0;
        long end = to;
        while (from < end) {
            long split = begin + splitOf(end - begin);
            if (from <= split) {
                path.add(0, subtree(split, end, nodes));
                end = split;
            } else {
                path.add(0, subtree(begin, split, nodes));
                begin = split;
            }
        }
        if (begin > 0) {
            path.add(0, subtree(begin, end, nodes));
        }
        return path;
    }

    /** The root over the leaves from {@code begin}, where {@code begin} is a multiple of the largest power below the width. */
    private static byte[] subtree(long begin, long end, Nodes nodes) {
        long width = end - begin;
        if (Long.bitCount(width) == 1) {
            int level = Long.numberOfTrailingZeros(width);
            return nodes.node(level, begin >> level);
        }
        long split = begin + splitOf(width);
        return nodeHash(subtree(begin, split, nodes), subtree(split, end, nodes));
    }

    /** The largest power of two below {@code width}, which is at least 2. */
    private static long splitOf(long width) {
        return Long.highestOneBit(width - 1);
    }
}
