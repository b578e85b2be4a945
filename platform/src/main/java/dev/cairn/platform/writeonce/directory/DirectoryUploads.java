package dev.cairn.platform.writeonce.directory;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.IncomingContent;
import dev.cairn.platform.writeonce.LimitedContent;
import dev.cairn.platform.writeonce.Uploads;
import dev.cairn.platform.writeonce.WriteOnceStore.Blob;
import dev.cairn.platform.writeonce.WriteOnceStore.DigestMismatch;
import dev.cairn.platform.writeonce.WriteOnceStore.TooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/** Uploads as directories {@code uploads/<id>} with a growing {@code content}, which become the blob's own directory. */
final class DirectoryUploads implements Uploads {

    private static final Pattern UPLOAD = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** What this JVM works on; the lock of its content tells other processes. */
    private static final Set<UUID> BUSY = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final DirectoryBlobs blobs;
    private final InstantSource clock;

    DirectoryUploads(Path directory, DirectoryBlobs blobs, InstantSource clock) throws IOException {
        this.directory = directory;
        this.blobs = blobs;
        this.clock = clock;
        Durably.createDirectories(directory);
    }

    @Override
    public UUID open() throws IOException {
        UUID upload = UUID.randomUUID();
        Durably.createDirectories(place(upload));
        Durably.write(content(upload), new byte[0]);
        Durably.sync(place(upload));
        return upload;
    }

    @Override
    public long size(UUID upload) throws IOException {
        return Files.size(content(upload));
    }

    @Override
    public long append(UUID upload, long offset, InputStream part, long limit) throws IOException {
        return alone(upload, content -> {
            long size = content.size();
            if (offset != size) {
                throw new WrongOffset(offset, size);
            }
            return append(content.position(size), part, limit);
        });
    }

    private static long append(FileChannel content, InputStream part, long limit) throws IOException {
        long before = content.position();
        try {
            Durably.copy(new LimitedContent(part, before, limit), content);
            return content.position();
        } catch (TooLarge e) {
            content.truncate(before);
            throw e;
        }
    }

    /** Reads all of it again: the digest is that of what the disk has, and no state of a hash has to outlive a restart. */
    @Override
    public Blob complete(UUID upload, Sha256Digest expected) throws IOException {
        return alone(upload, content -> {
            try {
                var incoming = new IncomingContent(Channels.newInputStream(content), expected, Long.MAX_VALUE);
                incoming.readToEnd();
                // What arrived before a crash of this process may be in memory only
                Durably.force(content, true);
                return blobs.publish(place(upload), incoming.stored(clock.instant()));
            } catch (DigestMismatch e) {
                FileSystemUtils.deleteRecursively(place(upload));
                throw e;
            }
        });
    }

    @Override
    public void abandon(UUID upload) throws IOException {
        alone(upload, content -> FileSystemUtils.deleteRecursively(place(upload)));
    }

    int sweep(Instant before) throws IOException {
        int swept = 0;
        try (DirectoryStream<Path> uploads = Files.newDirectoryStream(directory, DirectoryUploads::isUpload)) {
            for (Path upload : uploads) {
                swept += sweep(UUID.fromString(upload.getFileName().toString()), before) ? 1 : 0;
            }
        }
        return swept;
    }

    private static boolean isUpload(Path path) {
        return UPLOAD.matcher(path.getFileName().toString()).matches();
    }

    private boolean sweep(UUID upload, Instant before) throws IOException {
        try {
            return alone(
                    upload,
                    content -> Files.getLastModifiedTime(content(upload))
                                    .toInstant()
                                    .isBefore(before)
                            && FileSystemUtils.deleteRecursively(place(upload)));
        } catch (Busy | NoSuchFileException e) {
            // In use, or just completed: not for the broom
            return false;
        }
    }

    private <T> T alone(UUID upload, Work<T> work) throws IOException {
        if (!BUSY.add(upload)) {
            throw new Busy(upload);
        }
        try (FileChannel content =
                FileChannel.open(content(upload), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (content.tryLock() == null) {
                throw new Busy(upload);
            }
            // Completed between opening and locking, it is a blob by now and not to be touched
            if (!Files.exists(content(upload))) {
                throw new NoSuchFileException("upload " + upload);
            }
            return work.on(content);
        } finally {
            BUSY.remove(upload);
        }
    }

    private Path place(UUID upload) {
        return directory.resolve(upload.toString());
    }

    private Path content(UUID upload) {
        return place(upload).resolve(DirectoryBlobs.CONTENT);
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(FileChannel content) throws IOException;
    }
}
