package dev.cairn.platform.writeonce.directory;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.IncomingContent;
import dev.cairn.platform.writeonce.ObjectName;
import dev.cairn.platform.writeonce.Uploads;
import dev.cairn.platform.writeonce.WriteOnceStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** A write-once store in a directory that several threads and processes of one machine may use at once. */
public final class DirectoryStore implements WriteOnceStore, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DirectoryStore.class);

    private final Path root;
    private final InstantSource clock;
    private final Room room;
    private final Staging staging;
    private final DirectoryBlobs blobs;
    private final DirectoryObjects objects;
    private final DirectoryUploads uploads;

    private volatile Enforcement enforcement = Enforcement.UNPROVEN;

    /**
     * Makes the directory if it is missing, and removes what a process that died left half written.
     *
     * @param reserve bytes of the disk that content leaves free
     */
    public DirectoryStore(Path root, InstantSource clock, long reserve) throws IOException {
        this.root = root.toAbsolutePath();
        this.clock = clock;
        this.blobs = new DirectoryBlobs(root);
        this.staging = Staging.open(root.resolve("staging"));
        this.objects = new DirectoryObjects(root, staging);
        this.room = new Room(Files.getFileStore(root), reserve);
        this.uploads = new DirectoryUploads(root.resolve("uploads"), blobs, room, clock);
    }

    /** Uploads into this store. */
    public Uploads uploads() {
        return uploads;
    }

    @Override
    public Enforcement enforcement() {
        return enforcement;
    }

    /** Tries what any program under the same account could do: shortening a lock here is removing its file. */
    @Override
    public Enforcement probe() throws IOException {
        Path probe = staging.fresh();
        Durably.write(probe, new byte[] {1});
        Durably.makeReadOnly(probe);
        boolean overwritten = allowed(() -> Files.write(probe, new byte[] {2}));
        boolean removed = allowed(() -> Files.delete(probe));
        enforcement = overwritten || removed ? Enforcement.DETECT_ONLY : Enforcement.STORAGE_ENFORCED;
        return enforcement;
    }

    private static boolean allowed(Attempt attempt) throws IOException {
        try {
            attempt.make();
            return true;
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    @Override
    public Blob put(InputStream content, Sha256Digest expected, long limit) throws IOException {
        Path staged = staging.freshDirectory();
        try {
            var incoming = new IncomingContent(room.within(content), expected, limit);
            Durably.write(staged.resolve(DirectoryBlobs.CONTENT), incoming);
            return blobs.publish(staged, incoming.stored(clock.instant()));
        } finally {
            FileSystemUtils.deleteRecursively(staged);
        }
    }

    @Override
    public Optional<Blob> find(Sha256Digest digest) throws IOException {
        return blobs.find(digest);
    }

    @Override
    public InputStream open(Sha256Digest digest, long offset, long length) throws IOException {
        return blobs.open(digest, offset, length);
    }

    @Override
    public void retain(Sha256Digest digest, Instant until) throws IOException {
        blobs.retain(digest, until);
    }

    @Override
    public Stream<Sha256Digest> digests() {
        return blobs.digests();
    }

    @Override
    public void remove(Sha256Digest digest) throws IOException {
        Instant now = clock.instant();
        if (!removeIf(digest, blob -> !blob.lockedAt(now))) {
            throwIfLocked(digest, now);
        }
    }

    private void throwIfLocked(Sha256Digest digest, Instant now) throws IOException {
        Instant until = blobs.find(digest).map(Blob::lockedUntil).orElse(now);
        if (until.isAfter(now)) {
            throw new StillLocked("Blob " + digest, until);
        }
    }

    private boolean removeIf(Sha256Digest digest, Predicate<Blob> removable) throws IOException {
        Path taken = staging.fresh();
        boolean removed = blobs.withdraw(digest, taken, removable);
        FileSystemUtils.deleteRecursively(taken);
        return removed;
    }

    @Override
    public int sweep(Instant before) throws IOException {
        int swept = uploads.sweep(before);
        try (Stream<Sha256Digest> all = blobs.digests()) {
            for (Sha256Digest digest : (Iterable<Sha256Digest>) all::iterator) {
                swept += swept(digest, before) ? 1 : 0;
            }
        }
        return swept;
    }

    /** One blob that cannot be looked at must not keep the others from being swept; being told to stop is another matter. */
    private boolean swept(Sha256Digest digest, Instant before) throws IOException {
        try {
            return removeIf(
                    digest, blob -> blob.lockedUntil() == null && blob.stored().isBefore(before));
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            log.warn("Blob {} was not swept: {}", digest, e.getMessage());
            return false;
        }
    }

    @Override
    public void writeObject(String name, byte[] content, @Nullable Instant until) throws IOException {
        objects.write(new ObjectName(name), content);
    }

    @Override
    public void replaceObject(String name, byte[] content) throws IOException {
        objects.replace(new ObjectName(name), content);
    }

    @Override
    public Optional<byte[]> readObject(String name) throws IOException {
        return objects.read(new ObjectName(name));
    }

    @Override
    public List<String> objectNames(String prefix) throws IOException {
        return objects.names(ObjectName.prefix(prefix));
    }

    /** Gives back what was being written; the store itself stays. */
    @Override
    public void close() throws IOException {
        staging.close();
    }

    @Override
    public String toString() {
        return "directory " + root;
    }

    @FunctionalInterface
    private interface Attempt {
        void make() throws IOException;
    }
}
