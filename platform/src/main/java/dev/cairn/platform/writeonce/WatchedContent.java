package dev.cairn.platform.writeonce;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Content of which every byte passes {@link #read(byte[], int, int)} once, however it is read. */
public abstract class WatchedContent extends FilterInputStream {

    protected WatchedContent(InputStream source) {
        super(source);
    }

    @Override
    public abstract int read(byte[] buffer, int offset, int length) throws IOException;

    /** Marks would have bytes pass twice. */
    @Override
    public final boolean markSupported() {
        return false;
    }

    @Override
    public final long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 64 * 1024)).length;
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }
}
