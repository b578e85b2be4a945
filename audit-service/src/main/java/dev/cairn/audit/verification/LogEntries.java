package dev.cairn.audit.verification;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All entries under one checkpoint, to be found by their hash: 32 bytes and 8 to 16 more for each, so ten million take
 * less than half a gigabyte.
 */
final class LogEntries {

    private static final int BYTES = 32;

    private final byte[] hashes;
    private final int[] table;
    private final int size;

    /** Where entries are read, bundle by bundle. */
    @FunctionalInterface
    interface Bundles {
        /** The entries of a bundle, at most 256; an element is null where that entry is nowhere to be found. */
        byte @Nullable [][] read(long bundle);
    }

    private LogEntries(byte[] hashes, int size) {
        this.hashes = hashes;
        this.size = size;
        this.table = new int[Math.max(16, Integer.highestOneBit(Math.max(1, size)) * 4)];
        Arrays.fill(table, -1);
        for (int index = 0; index < size; index++) {
            int slot = slot(hash(index));
            while (table[slot] >= 0) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = index;
        }
    }

    /**
     * The first {@code size} entries; one that is nowhere to be found counts as 32 zeros, the hash of nothing known.
     *
     * @throws IllegalArgumentException when the log is too large to be verified in one process's memory
     */
    static LogEntries read(long size, Bundles bundles) {
        if (size > Integer.MAX_VALUE / BYTES) {
            throw new IllegalArgumentException("The log has " + size + " entries; one verification holds at most "
                    + Integer.MAX_VALUE / BYTES + " in memory");
        }
        byte[] hashes = new byte[(int) size * BYTES];
        int next = 0;
        for (long bundle = 0; next < size; bundle++) {
            for (byte[] entry : bundles.read(bundle)) {
                if (entry != null) {
                    System.arraycopy(entry, 0, hashes, next * BYTES, BYTES);
                }
                next++;
            }
        }
        return new LogEntries(hashes, (int) size);
    }

    int size() {
        return size;
    }

    byte[] hash(int index) {
        return Arrays.copyOfRange(hashes, index * BYTES, (index + 1) * BYTES);
    }

    boolean is(int index, byte @Nullable [] hash) {
        return hash != null
                && hash.length == BYTES
                && Arrays.equals(hashes, index * BYTES, (index + 1) * BYTES, hash, 0, BYTES);
    }

    /** The index of the entry with this hash, -1 when there is none. */
    int find(byte[] hash) {
        for (int slot = slot(hash); table[slot] >= 0; slot = slot + 1 & table.length - 1) {
            if (is(table[slot], hash)) {
                return table[slot];
            }
        }
        return -1;
    }

    private int slot(byte[] hash) {
        return ByteBuffer.wrap(hash).getInt() & table.length - 1;
    }
}
