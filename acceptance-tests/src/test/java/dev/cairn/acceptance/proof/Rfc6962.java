package dev.cairn.acceptance.proof;

import dev.cairn.acceptance.system.Digests;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Merkle trees as RFC 6962 defines them, section 2.1, and the checks of proofs as RFC 9162 writes them down. */
public final class Rfc6962 {

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private Rfc6962() {}

    static byte[] leafHash(byte[] entry) {
        return Digests.sha256(LEAF, entry);
    }

    static byte[] nodeHash(byte[] left, byte[] right) {
        return Digests.sha256(NODE, left, right);
    }

    /** MTH(D[n]) over leaf hashes. */
    static byte[] root(List<byte[]> hashes) {
        if (hashes.isEmpty()) {
            return Digests.sha256();
        }
        if (hashes.size() == 1) {
            return hashes.get(0);
        }
        int split = Integer.highestOneBit(hashes.size() - 1);
        return nodeHash(root(hashes.subList(0, split)), root(hashes.subList(split, hashes.size())));
    }

    /** RFC 9162, 2.1.3.2: whether the path leads from the entry to the root. */
    public static boolean included(byte[] entry, long index, long size, List<byte[]> path, byte[] root) {
        long node = index;
        long last = size - 1;
        byte[] hash = leafHash(entry);
        for (byte[] sibling : path) {
            if (last == 0) {
                return false;
            }
            if (node % 2 == 1 || node == last) {
                hash = nodeHash(sibling, hash);
                while (node % 2 == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = nodeHash(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return index < size && last == 0 && Arrays.equals(hash, root);
    }

    /** RFC 9162, 2.1.4.2: whether the later tree grew out of the earlier one. */
    public static boolean grew(long from, byte[] before, long to, byte[] after, List<byte[]> path) {
        if (from == to) {
            return path.isEmpty() && Arrays.equals(before, after);
        }
        if (path.isEmpty()) {
            return false;
        }
        boolean whole = Long.bitCount(from) == 1;
        Iterator<byte[]> rest = path.iterator();
        byte[] start = whole ? before : rest.next();
        byte[] earlier = start;
        byte[] later = start;
        long node = from - 1;
        long last = to - 1;
        while (node % 2 == 1) {
            node >>= 1;
            last >>= 1;
        }
        while (rest.hasNext()) {
            byte[] hash = rest.next();
            if (last == 0) {
                return false;
            }
            if (node % 2 == 1 || node == last) {
                earlier = nodeHash(hash, earlier);
                later = nodeHash(hash, later);
                while (node % 2 == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                later = nodeHash(later, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(earlier, before) && Arrays.equals(later, after);
    }
}
