package dev.cairn.platform.writeonce;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.WriteOnceStore.Away;
import dev.cairn.platform.writeonce.WriteOnceStore.RecordAltered;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * What a store has under a blob's name now, for whoever has to tell content that was altered from a store that is away.
 *
 * @param found the digest of its bytes; absent when there is nothing that can be read
 * @param words the same as a sentence
 */
public record StoredNow(@Nullable Sha256Digest found, String words) {

    private static final int BUFFER_BYTES = 1 << 16;

    /** What breaks off is read again: a connection that broke says nothing of the content. */
    private static final int ATTEMPTS = 2;

    /** Told how many bytes were read each time, so that its owner can slow the reading down, or show how far it is. */
    @FunctionalInterface
    public interface OnRead<X extends Exception> {
        void bytes(int count) throws X;
    }

    /**
     * Reads every byte.
     *
     * @throws IOException when the store cannot be asked, which says nothing of what it has
     */
    public static <X extends Exception> StoredNow read(WriteOnceStore store, Sha256Digest name, OnRead<X> onRead)
            throws IOException, X {
        try {
            return read(store, name, onRead, ATTEMPTS);
        } catch (NoSuchFileException e) {
            return new StoredNow(null, "The store has nothing under " + name + " any more");
        } catch (RecordAltered e) {
            return new StoredNow(null, e.getMessage());
        }
    }

    private static <X extends Exception> StoredNow read(
            WriteOnceStore store, Sha256Digest name, OnRead<X> onRead, int attempts) throws IOException, X {
        requireThere(store, name);
        try (InputStream content = store.open(name, 0, Long.MAX_VALUE)) {
            Sha256Digest found = digest(content, onRead);
            return new StoredNow(found, "The store has content with SHA-256 " + found + " under " + name);
        } catch (NoSuchFileException | RecordAltered | Away e) {
            throw e;
        } catch (IOException e) {
            if (attempts > 1) {
                return read(store, name, onRead, attempts - 1);
            }
            requireThere(store, name);
            return new StoredNow(null, "The store answers and cannot read " + name + ": " + e.getMessage());
        }
    }

    private static void requireThere(WriteOnceStore store, Sha256Digest name) throws IOException {
        if (store.find(name).isEmpty()) {
            throw new NoSuchFileException(name.value());
        }
    }

    private static <X extends Exception> Sha256Digest digest(InputStream content, OnRead<X> onRead)
            throws IOException, X {
        MessageDigest hasher = Sha256Digest.hasher();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            hasher.update(buffer, 0, count);
            onRead.bytes(count);
        }
        return Sha256Digest.ofHash(hasher.digest());
    }
}
