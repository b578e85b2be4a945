package dev.cairn.platform.writeonce;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Content that must not go past a limit. */
public class LimitedContent extends FilterInputStream {

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

    /** Marks would count bytes twice. */
    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 64 * 1024)).length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
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
