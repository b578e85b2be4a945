package dev.cairn.audit.proof;

import static dev.cairn.audit.proof.MerkleTree.nodeHash;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Checks proofs by RFC 9162, sections 2.1.3.2 and 2.1.4.2; needs nothing but the proof and the roots. */
public final class ProofCheck {

    private ProofCheck() {}

    /** Whether {@code path} proves that the leaf is the {@code index}-th under {@code root}, a tree of {@code size} leaves. */
    public static boolean included(byte[] leafHash, long index, long size, List<byte[]> path, byte[] root) {
        if (index < 0 || index >= size || !areHashes(path) || leafHash.length != MerkleTree.HASH_BYTES) {
            return false;
        }
        long node = index;
        long last = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : path) {
            if (last == 0) {
                return false;
            }
            if (isRight(node) || node == last) {
                hash = nodeHash(sibling, hash);
                int up = levelsToRight(node);
                node >>= up;
                last >>= up;
            } else {
                hash = nodeHash(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && MessageDigest.isEqual(hash, root);
    }

    /**
     * Whether {@code path} proves that the tree of {@code from} leaves under {@code first} is the beginning of the tree of
     * {@code to} leaves under {@code second}. From an empty tree nothing is proved: the answer is no.
     */
    public static boolean consistent(long from, long to, List<byte[]> path, byte[] first, byte[] second) {
        if (from <= 0 || from > to || !areHashes(path)) {
            return false;
        }
        if (from == to) {
            return path.isEmpty() && MessageDigest.isEqual(first, second);
        }
        if (path.isEmpty()) {
            return false;
        }
        boolean complete = Long.bitCount(from) == 1;
        List<byte[]> nodes = new ArrayList<>(path);
        if (complete) {
            nodes.add(0, first);
        }
        return climb(from, to, nodes, first, second);
    }

    private static boolean climb(long from, long to, List<byte[]> nodes, byte[] first, byte[] second) {
        int shared = Long.numberOfTrailingZeros(from);
        long node = (from - 1) >> shared;
        long last = (to - 1) >> shared;
        byte[] older = nodes.get(0);
        byte[] newer = nodes.get(0);
        for (byte[] sibling : nodes.subList(1, nodes.size())) {
            if (last == 0) {
                return false;
            }
            if (isRight(node) || node == last) {
                older = nodeHash(sibling, older);
                newer = nodeHash(sibling, newer);
                int up = levelsToRight(node);
                node >>= up;
                last >>= up;
            } else {
                newer = nodeHash(newer, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && MessageDigest.isEqual(older, first) && MessageDigest.isEqual(newer, second);
    }

    private static boolean isRight(long node) {
        return (node & 1) == 1;
    }

    /** How many levels up this node is a left child without a sibling, so that it goes up unchanged. */
    private static int levelsToRight(long node) {
        return node == 0 ? 0 : Long.numberOfTrailingZeros(node);
    }

    private static boolean areHashes(List<byte[]> path) {
        return path.stream().allMatch(hash -> hash.length == MerkleTree.HASH_BYTES);
    }
}
