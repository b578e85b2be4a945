package dev.cairn.audit.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** RFC 6962, section 2.1, word for word over a list in memory; shares no code with what it is compared to. */
final class TreeByDefinition {

    private TreeByDefinition() {}

    static byte[] root(List<byte[]> entries) {
        if (entries.isEmpty()) {
            return sha256(new byte[0]);
        }
        if (entries.size() == 1) {
            return sha256(new byte[] {0}, entries.get(0));
        }
        int k = split(entries.size());
        return sha256(new byte[] {1}, root(entries.subList(0, k)), root(entries.subList(k, entries.size())));
    }

    static List<byte[]> path(int m, List<byte[]> entries) {
        int n = entries.size();
        if (n == 1) {
            return List.of();
        }
        int k = split(n);
        return m < k
                ? append(path(m, entries.subList(0, k)), root(entries.subList(k, n)))
                : append(path(m - k, entries.subList(k, n)), root(entries.subList(0, k)));
    }

    static List<byte[]> proof(int m, List<byte[]> entries) {
        return subproof(m, entries, true);
    }

    private static List<byte[]> subproof(int m, List<byte[]> entries, boolean whole) {
        int n = entries.size();
        if (m == n) {
            return whole ? List.of() : List.of(root(entries));
        }
        int k = split(n);
        return m <= k
                ? append(subproof(m, entries.subList(0, k), whole), root(entries.subList(k, n)))
                : append(subproof(m - k, entries.subList(k, n), false), root(entries.subList(0, k)));
    }

    static List<byte[]> randomEntries(Random random, int count) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(("entry " + i + " " + random.nextLong()).getBytes(UTF_8));
        }
        return entries;
    }

    private static int split(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    private static List<byte[]> append(List<byte[]> path, byte[] hash) {
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(hash);
        return longer;
    }

    private static byte[] sha256(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(joined.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
