package dev.cairn.platform.writeonce.s3.bucket;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a stream had for a buffer.
 *
 * @param bytes less than was asked for only at the end of the stream, or where it broke
 * @param broken why it ended early; absent when it did not
 */
public record Filled(int bytes, @Nullable IOException broken) {

    public static Filled from(InputStream content, byte[] buffer) {
        int bytes = 0;
        try {
            while (bytes < buffer.length) {
                int count = content.read(buffer, bytes, buffer.length - bytes);
                if (count < 0) {
                    return new Filled(bytes, null);
                }
                bytes += count;
            }
            return new Filled(bytes, null);
        } catch (IOException e) {
            return new Filled(bytes, e);
        }
    }

    /** The bytes, of a stream that did not break. */
    public int orThrow() throws IOException {
        if (broken != null) {
            throw broken;
        }
        return bytes;
    }
}
