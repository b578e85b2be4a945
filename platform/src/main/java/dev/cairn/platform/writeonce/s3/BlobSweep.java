package dev.cairn.platform.writeonce.s3;

import dev.cairn.platform.writeonce.StoredBlob;
import dev.cairn.platform.writeonce.s3.Fates.Fate;
import dev.cairn.platform.writeonce.s3.bucket.Bucket;
import dev.cairn.platform.writeonce.s3.bucket.FirstWins;
import dev.cairn.platform.writeonce.s3.bucket.ObjectVersion;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes blobs that nobody relies on, second copies of those that somebody does, and content whose record never came. */
final class BlobSweep {

    private static final Logger log = LoggerFactory.getLogger(BlobSweep.class);

    private final Bucket bucket;
    private final Fates fates;

    BlobSweep(Bucket bucket, FirstWins firstWins) {
        this.bucket = bucket;
        this.fates = new Fates(firstWins);
    }

    /** @return how many blobs were removed */
    int sweep(Instant before) throws IOException {
        int swept = 0;
        try (Stream<BlobVersions> all = BlobVersions.all(bucket)) {
            for (BlobVersions versions : (Iterable<BlobVersions>) all::iterator) {
                swept += versions.allWrittenBefore(before) && swept(versions) ? 1 : 0;
            }
        }
        return swept;
    }

    private boolean swept(BlobVersions versions) throws IOException {
        try {
            return sweep(versions);
        } catch (IOException e) {
            // A server that still answers has something against this blob only, which must not keep the others
            bucket.newest(BlobVersions.record(versions.digest()));
            log.warn("Blob {} was not swept: {}", versions.digest(), e.getMessage());
            return false;
        }
    }

    private boolean sweep(BlobVersions versions) throws IOException {
        for (ObjectVersion record : versions.records()) {
            if (stays(versions, record)) {
                removeOtherCopies(versions, record);
                return false;
            }
            bucket.delete(record);
        }
        for (ObjectVersion rest : (Iterable<ObjectVersion>) versions.everything()::iterator) {
            bucket.delete(rest);
        }
        return !versions.records().isEmpty();
    }

    private boolean stays(BlobVersions versions, ObjectVersion record) throws IOException {
        if (fates.kept(versions, record)) {
            return true;
        }
        return fates.decide(versions.digest(), record, locked(record) ? Fate.KEPT : Fate.SWEPT) == Fate.KEPT;
    }

    /** A lock without a fate: somebody removed that. */
    private boolean locked(ObjectVersion record) throws IOException {
        try {
            return bucket.lockedUntil(record).isPresent();
        } catch (NoSuchFileException e) {
            // Removed since it was listed
            return false;
        }
    }

    private void removeOtherCopies(BlobVersions versions, ObjectVersion record) throws IOException {
        boolean single = versions.records().size() == 1 && versions.contents().size() == 1;
        if (single || others(versions, record).anyMatch(other -> fates.kept(versions, other))) {
            return;
        }
        Optional<ObjectVersion> content = versions.contentWritten(
                StoredBlob.fromJson(versions.digest(), bucket.read(record)).version());
        if (content.isEmpty()) {
            // Another copy is what is left of it
            return;
        }
        List<ObjectVersion> surplus = new ArrayList<>(others(versions, record).toList());
        versions.contents().stream()
                .filter(other -> !other.equals(content.get()))
                .forEach(surplus::add);
        for (ObjectVersion each : surplus) {
            deleteUnlessLocked(each);
        }
    }

    private static Stream<ObjectVersion> others(BlobVersions versions, ObjectVersion record) {
        return versions.records().stream().filter(other -> !other.equals(record));
    }

    private void deleteUnlessLocked(ObjectVersion surplus) throws IOException {
        try {
            bucket.delete(surplus);
        } catch (AccessDeniedException e) {
            log.warn("{} is locked, and nothing of this store: {}", surplus, e.getMessage());
        }
    }
}
