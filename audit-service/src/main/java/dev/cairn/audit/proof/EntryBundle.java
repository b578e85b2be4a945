package dev.cairn.audit.proof;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Entries as tlog-tiles bundles them: each with its length before it, an unsigned 16-bit number, most significant byte first. */
public final class EntryBundle {

    private static final int LONGEST = 0xffff;

    private EntryBundle() {}

    /** @throws IllegalArgumentException when an entry is longer than 65,535 bytes */
    public static byte[] write(List<byte[]> entries) {
        var bundle = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > LONGEST) {
                throw new IllegalArgumentException("An entry has at most 65,535 bytes; got " + entry.length);
            }
            bundle.write(entry.length >> 8);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
        }
        return bundle.toByteArray();
    }

    /** @throws IllegalArgumentException when the bundle breaks off inside an entry */
    public static List<byte[]> read(byte[] bundle) {
        List<byte[]> entries = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(bundle);
        try {
            while (rest.hasRemaining()) {
                byte[] entry = new byte[Short.toUnsignedInt(rest.getShort())];
                rest.get(entry);
                entries.add(entry);
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("The bundle breaks off inside entry " + entries.size(), e);
        }
        return entries;
    }
}
