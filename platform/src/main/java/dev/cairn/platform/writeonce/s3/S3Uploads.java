package dev.cairn.platform.writeonce.s3;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.LimitedContent;
import dev.cairn.platform.writeonce.Uploads;
import dev.cairn.platform.writeonce.WriteOnceStore.Blob;
import dev.cairn.platform.writeonce.WriteOnceStore.DigestMismatch;
import dev.cairn.platform.writeonce.WriteOnceStore.TooLarge;
import dev.cairn.platform.writeonce.s3.bucket.Bucket;
import dev.cairn.platform.writeonce.s3.bucket.FirstWins;
import dev.cairn.platform.writeonce.s3.bucket.ObjectVersion;
import dev.cairn.platform.writeonce.s3.bucket.PartBuffer;
import dev.cairn.platform.writeonce.s3.bucket.PartBuffer.Filled;
import dev.cairn.platform.writeonce.s3.bucket.PartSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Uploads as objects, one for each segment that arrived, written as it arrives: S3 renames nothing and wants a blob's name before
 * its first byte. What is complete is read once more and written in its place.
 */
final class S3Uploads implements Uploads {

    private static final Pattern UPLOAD = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** What this JVM works on. Between processes the first segment that continues an upload wins. */
    private static final Set<UUID> BUSY = ConcurrentHashMap.newKeySet();

    private final Bucket bucket;
    private final FirstWins firstWins;
    private final S3Blobs blobs;

    S3Uploads(Bucket bucket, FirstWins firstWins, S3Blobs blobs) {
        this.bucket = bucket;
        this.firstWins = firstWins;
        this.blobs = blobs;
    }

    @Override
    public UUID open() throws IOException {
        UUID upload = UUID.randomUUID();
        bucket.put(Segments.opened(upload), new byte[0], null);
        return upload;
    }

    @Override
    public long size(UUID upload) throws IOException {
        return require(upload).size();
    }

    private Segments require(UUID upload) throws IOException {
        Segments segments = Segments.of(bucket, upload);
        if (segments.opened().isEmpty()) {
            throw new NoSuchFileException("upload " + upload);
        }
        return segments;
    }

    @Override
    public long append(UUID upload, long offset, InputStream part, long limit) throws IOException {
        return alone(upload, segments -> {
            long size = segments.size();
            if (offset != size) {
                throw new WrongOffset(offset, size);
            }
            return append(upload, segments, new LimitedContent(part, size, limit));
        });
    }

    private long append(UUID upload, Segments before, InputStream part) throws IOException {
        long size = before.size();
        int number = before.parts().size() + 1;
        Filled filled;
        try (var buffer = new PartBuffer()) {
            do {
                filled = buffer.fill(part, PartSize.bytes(number));
                if (filled.broken() instanceof TooLarge) {
                    throw filled.broken();
                }
                write(upload, size, buffer.content(), filled.bytes());
                size += filled.bytes();
                number += 1;
                filled.orThrow();
            } while (filled.bytes() == PartSize.bytes(number - 1));
            return size;
        } catch (TooLarge e) {
            takeBack(upload, before.size());
            throw e;
        }
    }

    private void write(UUID upload, long offset, byte[] segment, int length) throws IOException {
        if (length > 0
                && !firstWins
                        .write(Segments.key(upload, offset), segment, length, null)
                        .mine()) {
            throw new Busy(upload);
        }
    }

    /** The last first, so that what remains of a removal cut short still continues what was there. */
    private void takeBack(UUID upload, long from) throws IOException {
        List<ObjectVersion> parts = Segments.of(bucket, upload).parts();
        for (int last = parts.size() - 1; last >= 0; last--) {
            ObjectVersion part = parts.get(last);
            if (Long.parseLong(part.name()) >= from) {
                bucket.delete(part);
            }
        }
    }

    @Override
    public Blob complete(UUID upload, Sha256Digest expected) throws IOException {
        return alone(upload, segments -> {
            try (InputStream content = segments.read(bucket)) {
                Blob blob = blobs.put(content, expected, Long.MAX_VALUE);
                remove(segments);
                return blob;
            } catch (DigestMismatch e) {
                remove(segments);
                throw e;
            }
        });
    }

    private void remove(Segments segments) throws IOException {
        for (ObjectVersion version : segments.inOrderOfRemoval().toList()) {
            bucket.delete(version);
        }
    }

    @Override
    public void abandon(UUID upload) throws IOException {
        alone(upload, segments -> {
            remove(segments);
            return upload;
        });
    }

    int sweep(Instant before) throws IOException {
        int swept = 0;
        var uploads = new Groups<>(bucket.versions(Segments.ROOT).iterator(), S3Uploads::id);
        while (uploads.hasNext()) {
            List<ObjectVersion> versions = uploads.next();
            if (UPLOAD.matcher(id(versions.get(0))).matches()
                    && versions.stream().allMatch(version -> version.writtenBefore(before))) {
                swept += sweep(UUID.fromString(id(versions.get(0))), versions);
            }
        }
        return swept;
    }

    private static String id(ObjectVersion version) {
        String rest = version.key().substring(Segments.ROOT.length());
        return rest.substring(0, Math.max(0, rest.indexOf('/')));
    }

    private int sweep(UUID upload, List<ObjectVersion> versions) throws IOException {
        if (!BUSY.add(upload)) {
            return 0;
        }
        try {
            Segments segments = Segments.of(upload, versions);
            remove(segments);
            return segments.opened().isPresent() ? 1 : 0;
        } finally {
            BUSY.remove(upload);
        }
    }

    private <T> T alone(UUID upload, Work<T> work) throws IOException {
        if (!BUSY.add(upload)) {
            throw new Busy(upload);
        }
        try {
            return work.on(require(upload));
        } finally {
            BUSY.remove(upload);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Segments segments) throws IOException;
    }
}
