package dev.cairn.platform.writeonce.s3;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.IncomingContent;
import dev.cairn.platform.writeonce.StoredBlob;
import dev.cairn.platform.writeonce.WriteOnceStore.Blob;
import dev.cairn.platform.writeonce.WriteOnceStore.StillLocked;
import dev.cairn.platform.writeonce.s3.Fates.Fate;
import dev.cairn.platform.writeonce.s3.bucket.Bucket;
import dev.cairn.platform.writeonce.s3.bucket.FirstWins;
import dev.cairn.platform.writeonce.s3.bucket.Multipart;
import dev.cairn.platform.writeonce.s3.bucket.ObjectVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Blobs as objects {@code blobs/<digest>/content} with a {@code record} that names the version of the content. The oldest record
 * whose content is there is the blob; record and content are locked together. A blob is there when its record is.
 */
final class S3Blobs {

    private final Bucket bucket;
    private final Multipart multipart;
    private final Fates fates;
    private final InstantSource clock;
    private final KnownPlaces known = new KnownPlaces();

    S3Blobs(Bucket bucket, FirstWins firstWins, InstantSource clock) {
        this.bucket = bucket;
        this.multipart = new Multipart(bucket);
        this.fates = new Fates(firstWins);
        this.clock = clock;
    }

    /**
     * A blob as the bucket has it.
     *
     * @param kept whether somebody relies on it
     */
    private record Copy(StoredBlob blob, ObjectVersion record, ObjectVersion content, boolean kept) {}

    Blob put(InputStream content, Sha256Digest expected, long limit) throws IOException {
        var incoming = new IncomingContent(content, expected, limit);
        if (locate(expected).filter(Copy::kept).isPresent()) {
            incoming.readToEnd();
        } else {
            write(expected, incoming);
        }
        return find(expected)
                .orElseThrow(() -> new IOException("Blob " + expected + " was removed just now; send it again"));
    }

    private void write(Sha256Digest expected, IncomingContent incoming) throws IOException {
        ObjectVersion written = multipart.write(BlobVersions.content(expected), incoming);
        StoredBlob blob = incoming.stored(clock.instant()).writtenAs(written.id());
        bucket.put(BlobVersions.record(expected), blob.toJson(), null);
    }

    private Optional<Copy> locate(Sha256Digest digest) throws IOException {
        return locate(BlobVersions.of(bucket, digest));
    }

    private Optional<Copy> locate(BlobVersions versions) throws IOException {
        for (ObjectVersion record : versions.records()) {
            StoredBlob blob = read(versions.digest(), record);
            Optional<ObjectVersion> content = blob == null ? Optional.empty() : versions.contentWritten(blob.version());
            if (content.isPresent()) {
                return Optional.of(new Copy(blob, record, content.get(), fates.kept(versions, record)));
            }
        }
        return Optional.empty();
    }

    /** Nothing when it was removed since it was listed. */
    private @Nullable StoredBlob read(Sha256Digest digest, ObjectVersion record) throws IOException {
        try {
            return StoredBlob.fromJson(digest, bucket.read(record));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    Optional<Blob> find(Sha256Digest digest) throws IOException {
        try {
            Optional<Copy> copy = locate(digest);
            if (copy.isEmpty()) {
                return Optional.empty();
            }
            known.remember(digest, copy.get().content());
            Instant lockedUntil = bucket.lockedUntil(copy.get().content()).orElse(null);
            return Optional.of(copy.get().blob().lockedUntil(lockedUntil));
        } catch (NoSuchFileException e) {
            // Removed while it was looked at
            return Optional.empty();
        }
    }

    InputStream open(Sha256Digest digest, long offset, long length) throws IOException {
        ObjectVersion content = known.get(digest);
        if (content != null) {
            try {
                return open(content, offset, length);
            } catch (NoSuchFileException e) {
                known.forget(digest);
            }
        }
        Copy copy = locate(digest).orElseThrow(() -> new NoSuchFileException("blob " + digest));
        known.remember(digest, copy.content());
        return open(copy.content(), offset, length);
    }

    private InputStream open(ObjectVersion content, long offset, long length) throws IOException {
        long available = Math.min(length, content.bytes() - offset);
        return available <= 0
                ? InputStream.nullInputStream()
                : bucket.open(content.key(), content.id(), offset, available);
    }

    void retain(Sha256Digest digest, Instant until) throws IOException {
        Copy copy = locate(digest).orElseThrow(() -> new NoSuchFileException("blob " + digest));
        if (!copy.kept() && fates.decide(digest, copy.record(), Fate.KEPT) == Fate.SWEPT) {
            throw new NoSuchFileException("blob " + digest, null, "nobody relied on it, and it is being removed");
        }
        // The record first: whoever sees the content locked may take it that both are
        bucket.lengthen(copy.record(), until);
        bucket.lengthen(copy.content(), until);
    }

    Stream<Sha256Digest> digests() throws IOException {
        return BlobVersions.all(bucket)
                .filter(versions -> !versions.records().isEmpty())
                .map(BlobVersions::digest);
    }

    void remove(Sha256Digest digest) throws IOException {
        BlobVersions versions = BlobVersions.of(bucket, digest);
        Instant now = clock.instant();
        for (ObjectVersion record : versions.records()) {
            requireFree(digest, record, now);
        }
        deleteAll(versions);
    }

    private void requireFree(Sha256Digest digest, ObjectVersion record, Instant now) throws IOException {
        Optional<Instant> until = bucket.lockedUntil(record);
        if (until.filter(now::isBefore).isPresent()) {
            throw new StillLocked("Blob " + digest, until.get());
        }
    }

    /** Records first: without them it is no blob any more. */
    private void deleteAll(BlobVersions versions) throws IOException {
        known.forget(versions.digest());
        for (ObjectVersion version : versions.everything().toList()) {
            bucket.delete(version);
        }
    }
}
