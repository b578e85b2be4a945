package dev.cairn.platform.writeonce.s3;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.s3.bucket.Bucket;
import dev.cairn.platform.writeonce.s3.bucket.ObjectVersion;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that lies below {@code blobs/<digest>/}: versions of the {@code content}, versions of its {@code record}, each naming one
 * version of the content, and the {@code fate} of each record that was decided on.
 *
 * @param records the oldest first
 */
record BlobVersions(
        Sha256Digest digest, List<ObjectVersion> records, List<ObjectVersion> contents, List<ObjectVersion> fates) {

    static final String ROOT = "blobs/";
    private static final String CONTENT = "/content";
    private static final String RECORD = "/record";
    private static final String FATE = "/fate/";
    private static final int DIGEST_DIGITS = 64;

    static String content(Sha256Digest digest) {
        return ROOT + digest + CONTENT;
    }

    static String record(Sha256Digest digest) {
        return ROOT + digest + RECORD;
    }

    static String fate(Sha256Digest digest, ObjectVersion record) {
        return ROOT + digest + FATE + record.id();
    }

    static BlobVersions of(Bucket bucket, Sha256Digest digest) throws IOException {
        return of(digest, bucket.versions(ROOT + digest + "/").toList());
    }

    private static BlobVersions of(Sha256Digest digest, List<ObjectVersion> all) {
        String root = ROOT + digest;
        List<ObjectVersion> records = new ArrayList<>();
        List<ObjectVersion> contents = new ArrayList<>();
        List<ObjectVersion> fates = new ArrayList<>();
        for (ObjectVersion version : all) {
            String rest = version.key().substring(root.length());
            if (rest.equals(RECORD)) {
                records.add(version);
            } else if (rest.equals(CONTENT)) {
                contents.add(version);
            } else if (rest.startsWith(FATE)) {
                fates.add(version);
            }
        }
        Collections.reverse(records);
        return new BlobVersions(digest, List.copyOf(records), List.copyOf(contents), List.copyOf(fates));
    }

    /** Every blob, as it is listed: what belongs to one follows each other. */
    static Stream<BlobVersions> all(Bucket bucket) throws IOException {
        Iterator<ObjectVersion> versions = bucket.versions(ROOT).iterator();
        var groups = new Groups<>(versions, BlobVersions::digestDigits);
        return groups.stream()
                .filter(group -> isDigest(digestDigits(group.get(0))))
                .map(group -> of(new Sha256Digest(digestDigits(group.get(0))), group));
    }

    private static String digestDigits(ObjectVersion version) {
        String rest = version.key().substring(ROOT.length());
        return rest.substring(0, Math.max(0, rest.indexOf('/')));
    }

    private static boolean isDigest(String text) {
        return text.length() == DIGEST_DIGITS && text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    Optional<ObjectVersion> contentWritten(String version) {
        return contents.stream().filter(content -> content.id().equals(version)).findFirst();
    }

    Stream<ObjectVersion> everything() {
        return Stream.of(records, contents, fates).flatMap(List::stream);
    }

    boolean allWrittenBefore(Instant time) {
        return everything()
                .max(Comparator.comparing(ObjectVersion::written))
                .filter(newest -> newest.writtenBefore(time))
                .isPresent();
    }
}
