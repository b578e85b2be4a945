package dev.cairn.platform.writeonce;

import dev.cairn.events.types.Sha256Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/**
 * Blobs that arrive in parts, over broken connections and restarts. An upload that nothing was added to for a day is
 * removed by {@link WriteOnceStore#sweep}. Every method but {@link #open} throws
 * {@link java.nio.file.NoSuchFileException} when there is no such upload, or no longer.
 */
public interface Uploads {

    /** Begins an upload; it has no bytes yet. */
    UUID open() throws IOException;

    /** How many bytes have arrived: where the next part begins. */
    long size(UUID upload) throws IOException;

    /**
     * Adds a part. When the stream breaks off, what arrived may be kept: ask for the size before going on.
     *
     * @param offset where the part begins
     * @param limit refused with {@link WriteOnceStore.TooLarge} when the upload would have more bytes than this; nothing
     *     of the part is kept
     * @return the size after it
     * @throws WrongOffset when the part does not continue what has arrived
     * @throws Busy when somebody else is adding to this upload
     */
    long append(UUID upload, long offset, InputStream part, long limit) throws IOException;

    /**
     * Makes what has arrived a blob and ends the upload.
     *
     * @throws WriteOnceStore.DigestMismatch when the content has another digest; the upload is gone with it
     */
    WriteOnceStore.Blob complete(UUID upload, Sha256Digest expected) throws IOException;

    /** Gives the upload up. */
    void abandon(UUID upload) throws IOException;

    final class WrongOffset extends IOException {
        private final long size;

        public WrongOffset(long offset, long size) {
            super("The part begins at " + offset + ", but " + size + " bytes have arrived; go on from there");
            this.size = size;
        }

        /** Where the next part has to begin. */
        public long size() {
            return size;
        }
    }

    final class Busy extends IOException {
        public Busy(UUID upload) {
            super("Somebody else is adding to upload " + upload + "; ask for its size and try again");
        }
    }
}
