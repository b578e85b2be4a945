package dev.cairn.platform.writeonce;

import dev.cairn.events.types.Sha256Digest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;

/** Bytes for tests, the same for the same seed. */
public record Content(byte[] bytes) {

    public static Content random(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return new Content(bytes);
    }

    public Sha256Digest digest() {
        return Sha256Digest.of(bytes);
    }

    public int size() {
        return bytes.length;
    }

    public InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }

    public Content from(int offset, int length) {
        return new Content(Arrays.copyOfRange(bytes, offset, Math.min(bytes.length, offset + length)));
    }

    /** A connection that breaks after so many bytes. */
    public InputStream breakingAfter(int count) {
        return new java.io.SequenceInputStream(from(0, count).stream(), new InputStream() {
            @Override
            public int read() throws java.io.IOException {
                throw new java.io.IOException("the connection broke");
            }
        });
    }
}
