package dev.cairn.platform.writeonce;

import java.io.IOException;
import java.io.InputStream;

/** Content that must not go past a limit. */
public class LimitedContent extends WatchedContent {

    private final long limit;
    private long bytes;

    /**
     * @param before how many bytes came earlier
     * @param limit how many there may be in all
     */
    public LimitedContent(InputStream source, long before, long limit) {
        super(source);
        this.bytes = before;
        this.limit = limit;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        bytes += Math.max(count, 0);
        if (bytes > limit) {
            throw new WriteOnceStore.TooLarge(limit);
        }
        return count;
    }
}
