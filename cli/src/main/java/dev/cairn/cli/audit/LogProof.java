package dev.cairn.cli.audit;

import dev.cairn.events.types.Sha256Digest;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;

/** Checks proofs of a Merkle log as RFC 9162 (2.1.3.2 and 2.1.4.2) has it; shares no code with the service that makes them. */
final class LogProof {

    private static final BinaryOperator<byte[]> NODE = (left, right) -> hash((byte) 1, left, right);

    private LogProof() {}

    /** Whether {@code entry} is number {@code index} in the tree of {@code size} entries with this root. */
    static boolean included(byte[] entry, long index, long size, List<byte[]> path, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        byte[] hash = hash((byte) 0, entry, new byte[0]);
        for (byte[] sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = NODE.apply(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = NODE.apply(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    /** Whether the tree of {@code newSize} entries begins with the tree of {@code oldSize} entries. */
    static boolean grown(long oldSize, byte[] oldRoot, long newSize, byte[] newRoot, List<byte[]> path) {
        if (oldSize == newSize) {
            return path.isEmpty() && Arrays.equals(oldRoot, newRoot);
        }
        if (oldSize <= 0 || oldSize > newSize || path.isEmpty()) {
            return false;
        }
        boolean whole = Long.bitCount(oldSize) == 1;
        long node = oldSize - 1;
        long last = newSize - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        byte[] old = whole ? oldRoot : path.get(0);
        byte[] young = old;
        for (byte[] step : whole ? path : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                old = NODE.apply(step, old);
                young = NODE.apply(step, young);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                young = NODE.apply(young, step);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(old, oldRoot) && Arrays.equals(young, newRoot);
    }

    private static byte[] hash(byte prefix, byte[] left, byte[] right) {
        var hasher = Sha256Digest.hasher();
        hasher.update(prefix);
        hasher.update(left);
        return hasher.digest(right);
    }
}
