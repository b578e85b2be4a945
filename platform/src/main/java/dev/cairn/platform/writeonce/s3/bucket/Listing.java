package dev.cairn.platform.writeonce.s3.bucket;

import static dev.cairn.platform.writeonce.s3.bucket.Failures.await;

import io.minio.ListObjectVersionsArgs;
import io.minio.messages.ListVersionsResult;
import java.io.IOException;
import java.util.Iterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Which versions lie in a bucket, by key, and of one key the newest first. Delete markers are passed over. */
final class Listing {

    private static final int PAGE = 1000;

    /** One key as a rule has one version, and others may begin with it. */
    private static final int PAGE_OF_ONE_KEY = 10;

    private final Bucket bucket;
    private final int prefixLength;

    Listing(Bucket bucket, int prefixLength) {
        this.bucket = bucket;
        this.prefixLength = prefixLength;
    }

    Stream<ObjectVersion> versions(String below) throws IOException {
        return versions(below, PAGE);
    }

    Iterator<ObjectVersion> versionsOf(String key) throws IOException {
        return versions(key, PAGE_OF_ONE_KEY)
                .takeWhile(version -> version.key().equals(key))
                .iterator();
    }

    private Stream<ObjectVersion> versions(String below, int page) throws IOException {
        var pages = new Pages<>(after -> list(below, page, after));
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(pages, 0), false);
    }

    private Pages.Page<ObjectVersion> list(String below, int page, Pages.@Nullable Marker after) throws IOException {
        var arguments = ListObjectVersionsArgs.builder()
                .bucket(bucket.name())
                .prefix(bucket.full(below))
                .maxKeys(page);
        if (after != null) {
            arguments.keyMarker(after.key()).versionIdMarker(after.id());
        }
        ListVersionsResult found = await(
                        () -> bucket.client().listObjectVersions(arguments.build()),
                        bucket.failures().of("list", below))
                .result();
        return Pages.page(
                found.contents().stream().map(this::version).toList(),
                found.isTruncated(),
                found.nextKeyMarker(),
                found.nextVersionIdMarker());
    }

    private ObjectVersion version(ListVersionsResult.Version found) {
        return new ObjectVersion(
                found.objectName().substring(prefixLength),
                found.versionId(),
                found.size(),
                found.lastModified().toInstant());
    }
}
