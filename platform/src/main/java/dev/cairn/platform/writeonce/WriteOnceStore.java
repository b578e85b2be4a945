package dev.cairn.platform.writeonce;

import dev.cairn.events.types.Sha256Digest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that cannot change once somebody relies on them. Blobs are named by their SHA-256; objects by a name, for what
 * has to be found without knowing its content (tiles, checkpoints, anchors). As text, a store says what and where it is. Where
 * it cannot be asked, every method throws {@link Away}.
 */
public interface WriteOnceStore {

    /** What the last probe found; {@link Enforcement#UNPROVEN} until one could be done. */
    Enforcement enforcement();

    /**
     * Finds out what the store truly enforces: writes an object, locks it for some seconds, tries to overwrite, shorten
     * and delete it. What it leaves behind goes with the next {@link #sweep}.
     *
     * @throws IOException when the store could not be asked; what was known before stays
     */
    Enforcement probe() throws IOException;

    /**
     * Stores what the stream yields, hashing on the way; complete and synced when this returns, or nothing of it is left.
     * Content that is there already is not stored twice, and counts as stored now. A blob is named before it is sent, so
     * that a store which cannot rename may write it in its place.
     *
     * @param expected refused with {@link DigestMismatch} when the content has another digest
     * @param limit refused with {@link TooLarge} as soon as more than this many bytes arrive
     */
    Blob put(InputStream content, Sha256Digest expected, long limit) throws IOException;

    /** @throws RecordAltered when what is known of it is not what this store wrote */
    Optional<Blob> find(Sha256Digest digest) throws IOException;

    /**
     * The bytes from {@code offset}, at most {@code length} of them, as the store has them now: the reader verifies.
     * Nothing beyond the end.
     *
     * @throws java.nio.file.NoSuchFileException when there is no such blob
     * @throws RecordAltered when where it lies cannot be told any more
     */
    InputStream open(Sha256Digest digest, long offset, long length) throws IOException;

    /**
     * Locks the blob until {@code until}; a lock is only ever lengthened. Somebody relies on the blob from now on, so
     * {@link #sweep} leaves it alone, also after the lock has ended.
     *
     * @throws java.nio.file.NoSuchFileException when there is no such blob
     */
    void retain(Sha256Digest digest, Instant until) throws IOException;

    /** The digests of all blobs, in no order; close the stream. One that cannot be read any more is among them. */
    Stream<Sha256Digest> digests() throws IOException;

    /**
     * Removes a blob that nobody refers to; one that is not there is no fault.
     *
     * @throws StillLocked when it is under retention
     */
    void remove(Sha256Digest digest) throws IOException;

    /**
     * Removes what nobody relies on: blobs stored before {@code before} that were never retained, uploads that nothing was
     * added to since, and what a broken connection or a crash left half written.
     *
     * @return how many blobs and uploads were removed
     */
    int sweep(Instant before) throws IOException;

    /**
     * Writes an object that is final: the same bytes again change nothing, other bytes are refused.
     *
     * @param name segments of letters, digits, '.', '_' and '-', none beginning with a '.', joined by '/'
     * @param until locked until then; absent for the store's own retention
     * @throws java.nio.file.FileAlreadyExistsException when the name has other bytes
     */
    void writeObject(String name, byte[] content, @Nullable Instant until) throws IOException;

    /**
     * Writes an object that grows with time, such as the newest checkpoint or a partial tile: whoever reads it finds the
     * old bytes or the new.
     *
     * @throws java.nio.file.FileAlreadyExistsException when the name is final
     */
    void replaceObject(String name, byte[] content) throws IOException;

    /** What a name has now, whoever wrote it; empty when nothing. */
    Optional<byte[]> readObject(String name) throws IOException;

    /** Names that begin with {@code prefix}, sorted. */
    List<String> objectNames(String prefix) throws IOException;

    /**
     * @param chunks digests of its chunks of {@link #CHUNK_BYTES}, in order, so that a range can be verified before it is
     *     sent; one for an empty blob
     * @param lockedUntil end of retention; absent for an upload that no version refers to
     */
    record Blob(
            Sha256Digest digest,
            long bytes,
            List<Sha256Digest> chunks,
            Instant stored,
            @Nullable Instant lockedUntil) {

        /** Whether it may not be removed at that time. */
        public boolean lockedAt(Instant time) {
            return lockedUntil != null && lockedUntil.isAfter(time);
        }
    }

    /** 8 MiB. */
    int CHUNK_BYTES = 8 * 1024 * 1024;

    /** How many chunks content of {@code bytes} has: one for an empty blob. */
    static long chunks(long bytes) {
        return bytes == 0 ? 1 : (bytes - 1) / CHUNK_BYTES + 1;
    }

    enum Enforcement {
        /** The store could not be asked yet. */
        UNPROVEN("unproven"),
        /** The store itself refused to overwrite, shorten and delete a locked probe. */
        STORAGE_ENFORCED("storage-enforced"),
        /** The store let a locked probe go: changes are found by digest, not prevented. */
        DETECT_ONLY("detect-only");

        private final String text;

        Enforcement(String text) {
            this.text = text;
        }

        /** As shown in status, health and verifications. */
        @Override
        public String toString() {
            return text;
        }
    }

    final class DigestMismatch extends IOException {
        public DigestMismatch(Sha256Digest expected, Sha256Digest found) {
            super("The content's SHA-256 is " + found + ", not " + expected);
        }
    }

    final class TooLarge extends IOException {
        public TooLarge(long limit) {
            super("More than " + limit + " bytes arrived");
        }
    }

    /** The store does not answer, or takes nothing: it is away, overloaded, full or broken. Later it may. */
    class Away extends IOException {
        /** @param sentence for the operator: what is away, and what it was asked for */
        public Away(String sentence, @Nullable Throwable cause) {
            super(sentence, cause);
        }
    }

    /** The store answers, and its record of a blob is not what it wrote: somebody altered it, or it rotted. */
    final class RecordAltered extends IOException {
        RecordAltered(Sha256Digest digest, String how, @Nullable Exception cause) {
            super("The record of blob " + digest + " " + how + ": somebody altered the store", cause);
        }
    }

    final class StillLocked extends IOException {
        public StillLocked(String name, Instant until) {
            super(name + " is locked until " + until + "; it can be removed after that");
        }
    }
}
