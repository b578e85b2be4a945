package dev.cairn.platform.writeonce.directory;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.StoredBlob;
import dev.cairn.platform.writeonce.WriteOnceStore.Away;
import dev.cairn.platform.writeonce.WriteOnceStore.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Blobs as directories {@code blobs/<first two digits>/<digest>}, each with its {@code content}, its {@code record} and an
 * empty file {@code until-<epoch second>} for each time it was retained. A blob is prepared elsewhere in the same file
 * system and renamed into place, so it is there whole or not at all; a lock can be added, never shortened.
 */
final class DirectoryBlobs {

    static final String CONTENT = "content";
    private static final String RECORD = "record";
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern UNTIL = Pattern.compile("until-(\\d{1,12})");
    private static final int SHARDS = 256;

    private final Path blobs;

    /** Whoever removes looks first, and nothing may change before he acts. What takes time is done outside. */
    private final OneAtATime change;

    DirectoryBlobs(Path root) throws IOException {
        this.blobs = root.resolve("blobs");
        this.change = new OneAtATime(root.resolve("blobs.lock"));
        for (int shard = 0; shard < SHARDS; shard++) {
            Durably.createDirectories(shard(shard));
        }
    }

    /** Moves a prepared directory, whose content is complete and synced, into place. */
    Blob publish(Path prepared, StoredBlob blob) throws IOException {
        Files.deleteIfExists(prepared.resolve(RECORD));
        Durably.write(prepared.resolve(RECORD), blob.toJson());
        Durably.sync(prepared);
        Path place = place(blob.digest());
        Instant lockedUntil = change.run(() -> {
            moveInto(prepared, place);
            return lockedUntil(place);
        });
        // Not before: an upload whose completion a crash cut short has to stay writable
        Durably.makeReadOnly(place.resolve(CONTENT));
        Durably.makeReadOnly(place.resolve(RECORD));
        Durably.sync(place);
        Durably.sync(place.getParent());
        return blob.lockedUntil(lockedUntil);
    }

    /** Where the blob is already, its files are replaced by the same bytes: that heals what rotted, and renews its age. */
    private static void moveInto(Path prepared, Path place) throws IOException {
        try {
            Files.move(prepared, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(place)) {
                throw e;
            }
            Files.move(prepared.resolve(CONTENT), place.resolve(CONTENT), StandardCopyOption.ATOMIC_MOVE);
            Files.move(prepared.resolve(RECORD), place.resolve(RECORD), StandardCopyOption.ATOMIC_MOVE);
            FileSystemUtils.deleteRecursively(prepared);
        }
    }

    Optional<Blob> find(Sha256Digest digest) throws IOException {
        Path place = place(digest);
        try {
            StoredBlob blob = StoredBlob.fromJson(digest, Files.readAllBytes(place.resolve(RECORD)));
            return Optional.of(blob.lockedUntil(lockedUntil(place)));
        } catch (NoSuchFileException e) {
            requireMounted();
            return Optional.empty();
        }
    }

    /** A directory that is gone as a whole, as on a disk that nobody mounted, says nothing of the blobs in it. */
    private void requireMounted() throws Away {
        if (!Files.isDirectory(blobs)) {
            throw new Away(blobs + " is not there; is its disk mounted?", null);
        }
    }

    private static @Nullable Instant lockedUntil(Path place) throws IOException {
        List<Instant> locks = locks(place);
        return locks.isEmpty() ? null : locks.get(locks.size() - 1);
    }

    private static List<Instant> locks(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> UNTIL.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> Instant.ofEpochSecond(Long.parseLong(name.group(1))))
                    .sorted()
                    .toList();
        }
    }

    InputStream open(Sha256Digest digest, long offset, long length) throws IOException {
        try {
            return FileRange.open(place(digest).resolve(CONTENT), offset, length);
        } catch (NoSuchFileException e) {
            requireMounted();
            throw e;
        }
    }

    void retain(Sha256Digest digest, Instant until) throws IOException {
        Path place = place(digest);
        try {
            change.run(() -> {
                Instant locked = lockedUntil(place);
                return locked != null && !locked.isBefore(until) ? place : Files.createFile(lock(place, until));
            });
            // Also when it was there: whoever made it a moment ago may not have synced it yet
            Durably.sync(place);
        } catch (NoSuchFileException e) {
            requireMounted();
            throw new NoSuchFileException("blob " + digest);
        }
        removeShorterLocks(place);
    }

    private static Path lock(Path place, Instant until) {
        // Rounded up: a lock must not end early
        return place.resolve("until-" + (until.getEpochSecond() + (until.getNano() > 0 ? 1 : 0)));
    }

    /** Many versions with one blob would otherwise leave a file each. */
    private static void removeShorterLocks(Path place) throws IOException {
        List<Instant> locks = locks(place);
        for (Instant shorter : locks.subList(0, locks.size() - 1)) {
            Files.deleteIfExists(lock(place, shorter));
        }
    }

    Stream<Sha256Digest> digests() {
        return IntStream.range(0, SHARDS)
                .mapToObj(this::shard)
                .flatMap(DirectoryBlobs::entries)
                .map(entry -> entry.getFileName().toString())
                .filter(name -> DIGEST.matcher(name).matches())
                .map(Sha256Digest::new);
    }

    private static Stream<Path> entries(Path directory) {
        try {
            return Files.list(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Moves a blob out to where the caller deletes it.
     *
     * @return false when it is not there, or not {@code removable} at the moment when nobody can retain it any more
     */
    boolean withdraw(Sha256Digest digest, Path to, Predicate<Blob> removable) throws IOException {
        boolean withdrawn = change.run(() -> {
            boolean free = find(digest).filter(removable).isPresent();
            if (free) {
                Files.move(place(digest), to, StandardCopyOption.ATOMIC_MOVE);
            }
            return free;
        });
        if (withdrawn) {
            Durably.sync(place(digest).getParent());
        }
        return withdrawn;
    }

    private Path shard(int number) {
        return blobs.resolve("%02x".formatted(number));
    }

    private Path place(Sha256Digest digest) {
        return blobs.resolve(digest.value().substring(0, 2)).resolve(digest.value());
    }
}
