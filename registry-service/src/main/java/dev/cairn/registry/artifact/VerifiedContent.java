package dev.cairn.registry.artifact;

import static dev.cairn.platform.problem.EdgeRefusal.UNAVAILABLE;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.writeonce.HashBeside;
import dev.cairn.platform.writeonce.WriteOnceStore;
import dev.cairn.platform.writeonce.WriteOnceStore.Blob;
import dev.cairn.platform.writeonce.WriteOnceStore.RecordAltered;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends content that was verified first: each chunk before any of its bytes leaves, and of a whole artifact the last chunk
 * only when everything together has the digest that was registered.
 */
final class VerifiedContent {

    /** A transfer holds a chunk in memory, and another while that is hashed; together they may have half of it. */
    private static final int MOST_TRANSFERS =
            (int) Math.max(1, Runtime.getRuntime().maxMemory() / 4 / WriteOnceStore.CHUNK_BYTES);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Semaphore places = new Semaphore(MOST_TRANSFERS, true);
    private final WriteOnceStore store;

    VerifiedContent(WriteOnceStore store) {
        this.store = store;
    }

    /** What the store has is not what was registered. */
    static final class Damaged extends IOException {
        private final @Nullable Sha256Digest found;

        Damaged(Sha256Digest expected, @Nullable Sha256Digest found) {
            super("The store no longer has " + expected);
            this.found = found;
        }

        /** What it has instead; absent where nothing, or only a part was looked at. */
        @Nullable
        Sha256Digest found() {
            return found;
        }
    }

    /**
     * @param registered the digest in the manifest
     * @param size in the manifest
     * @throws Damaged when something is wrong; what was sent until then is at most a beginning
     * @throws Refused when too many transfers are under way already
     */
    void send(Sha256Digest registered, long size, Slice slice, OutputStream to) throws IOException {
        takePlace();
        try {
            sendInPlace(registered, size, slice, to);
        } finally {
            places.release();
        }
    }

    /** Slow readers must not take the memory that everything else needs. */
    private void takePlace() throws InterruptedIOException {
        try {
            if (!places.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new Refused(
                        UNAVAILABLE, MOST_TRANSFERS + " downloads are under way, as many as there is memory for");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for other downloads to end");
        }
    }

    private void sendInPlace(Sha256Digest registered, long size, Slice slice, OutputStream to) throws IOException {
        Blob blob = require(registered, size);
        boolean whole = slice.length() == size;
        var all = new HashBeside(Sha256Digest.hasher());
        long end = slice.from() + slice.length();
        int first = (int) (slice.from() / WriteOnceStore.CHUNK_BYTES);
        int last = (int) WriteOnceStore.chunks(end) - 1;
        for (int chunk = first; chunk <= last; chunk++) {
            long start = (long) chunk * WriteOnceStore.CHUNK_BYTES;
            byte[] bytes = verified(blob, chunk, start, (int) Math.min(WriteOnceStore.CHUNK_BYTES, size - start));
            if (whole) {
                all.update(bytes, 0, bytes.length);
                if (chunk == last) {
                    requireWhole(registered, all);
                }
            }
            int skip = (int) Math.max(0, slice.from() - start);
            to.write(bytes, skip, (int) Math.min(bytes.length, end - start) - skip);
        }
    }

    /** What the store says of itself is believed only where it agrees with the version: that decides how much there is. */
    private Blob require(Sha256Digest registered, long size) throws IOException {
        try {
            return store.find(registered)
                    .filter(blob -> blob.bytes() == size && blob.chunks().size() == WriteOnceStore.chunks(size))
                    .orElseThrow(() -> new Damaged(registered, null));
        } catch (RecordAltered e) {
            throw new Damaged(registered, null);
        }
    }

    private byte[] verified(Blob blob, int chunk, long start, int length) throws IOException {
        try (InputStream in = store.open(blob.digest(), start, length)) {
            byte[] bytes = new byte[length];
            if (in.readNBytes(bytes, 0, length) != length
                    || !Sha256Digest.of(bytes).equals(blob.chunks().get(chunk))) {
                throw new Damaged(blob.digest(), null);
            }
            return bytes;
        } catch (NoSuchFileException | RecordAltered e) {
            throw new Damaged(blob.digest(), null);
        }
    }

    private static void requireWhole(Sha256Digest registered, HashBeside all) throws Damaged {
        Sha256Digest found = all.digest();
        if (!found.equals(registered)) {
            throw new Damaged(registered, found);
        }
    }
}
