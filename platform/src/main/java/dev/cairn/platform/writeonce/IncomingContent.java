package dev.cairn.platform.writeonce;

import dev.cairn.events.types.Sha256Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Content on its way in, hashed as it is read: each chunk, and the whole on a thread beside. Its end is reached only when size
 * and digest are right, so that whoever stores it can take the end of the stream for the word to go ahead. What a read gave is
 * not to be altered before the next read.
 */
public final class IncomingContent extends LimitedContent {

    private final Sha256Digest expected;
    private final MessageDigest chunk = Sha256Digest.hasher();
    private final List<Sha256Digest> chunks = new ArrayList<>();

    /** Absent as long as there is no more than one chunk, whose digest is that of the whole. */
    private @Nullable HashBeside whole;

    private long bytes;
    private boolean accepted;

    /** @param limit in bytes, inclusive */
    public IncomingContent(InputStream source, Sha256Digest expected, long limit) {
        super(source, 0, limit);
        this.expected = expected;
    }

    /** Gives less than was asked for only at the end: large pieces are hashed faster than many small ones. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (whole != null) {
            whole.await();
        }
        int filled = 0;
        int count = 0;
        while (filled < length && count >= 0) {
            filled += count;
            count = super.read(buffer, offset + filled, length - filled);
        }
        if (filled == 0 && length > 0) {
            accept();
            return -1;
        }
        update(buffer, offset, filled);
        return filled;
    }

    private void update(byte[] buffer, int offset, int count) {
        int taken = 0;
        while (taken < count) {
            int space = WriteOnceStore.CHUNK_BYTES - (int) (bytes % WriteOnceStore.CHUNK_BYTES);
            int step = Math.min(space, count - taken);
            if (whole != null) {
                whole.update(buffer, offset + taken, step);
            }
            chunk.update(buffer, offset + taken, step);
            taken += step;
            bytes += step;
            if (step == space) {
                endChunk();
            }
        }
    }

    private void endChunk() {
        if (whole == null) {
            whole = new HashBeside(copy(chunk));
        }
        chunks.add(Sha256Digest.ofHash(chunk.digest()));
    }

    private static MessageDigest copy(MessageDigest hash) {
        try {
            return (MessageDigest) hash.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("This Java's SHA-256 cannot be copied", e);
        }
    }

    private void accept() throws IOException {
        if (accepted) {
            return;
        }
        if (bytes == 0 || bytes % WriteOnceStore.CHUNK_BYTES > 0) {
            chunks.add(Sha256Digest.ofHash(chunk.digest()));
        }
        Sha256Digest found = whole == null ? chunks.get(0) : whole.digest();
        if (!found.equals(expected)) {
            throw new WriteOnceStore.DigestMismatch(expected, found);
        }
        accepted = true;
    }

    /** What was read; to be asked when the end has been reached. */
    public StoredBlob stored(Instant now) {
        if (!accepted) {
            throw new IllegalStateException("The content was not read to its end");
        }
        return new StoredBlob(expected, bytes, chunks, now, "");
    }

    /** Reads and drops what remains. */
    public void readToEnd() throws IOException {
        byte[] buffer = new byte[256 * 1024];
        int count = 0;
        while (count >= 0) {
            count = read(buffer, 0, buffer.length);
        }
    }
}
