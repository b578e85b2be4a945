package dev.cairn.platform.writeonce.s3.bucket;

import dev.cairn.platform.writeonce.WriteOnceStore.Away;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One part of content at a time, in memory that grows with what has arrived: whoever sends a byte and waits holds little. It can be
 * filled again; what was in it is gone then.
 */
public final class PartBuffer implements AutoCloseable {

    private static final int SMALLEST = 64 * 1024;

    private final PartMemory memory;
    private byte[] content = new byte[0];

    public PartBuffer() {
        this(PartMemory.ofThisProcess());
    }

    PartBuffer(PartMemory memory) {
        this.memory = memory;
    }

    /**
     * What a stream had for the buffer.
     *
     * @param bytes less than was asked for only at the end of the stream, or where it broke
     * @param broken why it ended early, {@link Away} where there is no memory for more; absent when it did not
     */
    public record Filled(int bytes, @Nullable IOException broken) {

        /** The bytes, of a stream that did not break. */
        public int orThrow() throws IOException {
            if (broken != null) {
                throw broken;
            }
            return bytes;
        }
    }

    /** @param most bytes to be read */
    public Filled fill(InputStream stream, int most) {
        int bytes = 0;
        try {
            while (bytes < most) {
                if (bytes == content.length) {
                    grow(most);
                }
                int count = stream.read(content, bytes, Math.min(content.length, most) - bytes);
                if (count < 0) {
                    break;
                }
                bytes += count;
            }
            return new Filled(bytes, null);
        } catch (IOException e) {
            return new Filled(bytes, e);
        }
    }

    private void grow(int most) throws Away {
        int larger = Math.min(most, Math.max(SMALLEST, content.length * 2));
        memory.take(larger - content.length);
        content = Arrays.copyOf(content, larger);
    }

    /** What it was filled with, up to the bytes that were filled; the array itself, which is not copied. */
    public byte[] content() {
        return content;
    }

    /** Gives its memory back. */
    @Override
    public void close() {
        memory.giveBack(content.length);
        content = new byte[0];
    }
}
