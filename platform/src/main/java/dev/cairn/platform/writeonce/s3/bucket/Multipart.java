package dev.cairn.platform.writeonce.s3.bucket;

import static dev.cairn.platform.writeonce.s3.bucket.Failures.await;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.s3.bucket.Failures.Request;
import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.Http;
import io.minio.ListMultipartUploadsArgs;
import io.minio.MinioAsyncClient;
import io.minio.UploadPartArgs;
import io.minio.messages.ListMultipartUploadsResult;
import io.minio.messages.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Content of unknown length on its way into one key: nothing is there until its end was reached. */
public final class Multipart {

    private static final Logger log = LoggerFactory.getLogger(Multipart.class);

    /** What this JVM is sending, which no sweep of its own gives up, however long it takes. */
    private static final Set<String> UNDER_WAY = ConcurrentHashMap.newKeySet();

    private final Bucket bucket;
    private final MinioAsyncClient client;

    public Multipart(Bucket bucket) {
        this.bucket = bucket;
        this.client = bucket.client();
    }

    /**
     * Writes all that the stream yields. One part is sent while the next one is read, so two are in memory.
     *
     * @throws IOException also when the stream breaks or refuses its end: then nothing was written
     */
    public ObjectVersion write(String key, InputStream content) throws IOException {
        try (var first = new PartBuffer();
                var second = new PartBuffer()) {
            int bytes = first.fill(content, PartSize.bytes(1)).orThrow();
            return bytes < PartSize.bytes(1)
                    ? bucket.put(key, Arrays.copyOf(first.content(), bytes), null)
                    : inParts(key, first, second, content);
        }
    }

    private ObjectVersion inParts(String key, PartBuffer first, PartBuffer second, InputStream content)
            throws IOException {
        var upload = new Sending(key);
        UNDER_WAY.add(upload.id);
        try {
            return upload.run(first, second, content);
        } catch (IOException | RuntimeException e) {
            upload.abort();
            throw e;
        } finally {
            UNDER_WAY.remove(upload.id);
        }
    }

    /** One upload in parts. */
    private final class Sending {

        private final String key;
        private final String id;
        private final List<Part> sent = new ArrayList<>();
        private @Nullable CompletableFuture<Part> underWay;
        private long bytes;

        Sending(String key) throws IOException {
            this.key = key;
            this.id = await(
                            () -> client.createMultipartUpload(CreateMultipartUploadArgs.builder()
                                    .bucket(bucket.name())
                                    .object(bucket.full(key))
                                    .headers(new Http.Headers("x-amz-checksum-algorithm", "SHA256"))
                                    .build()),
                            bucket.failures().of("begin", key))
                    .result()
                    .uploadId();
        }

        /** @param full with the first part; the buffers take turns */
        ObjectVersion run(PartBuffer full, PartBuffer free, InputStream content) throws IOException {
            int count = PartSize.bytes(1);
            for (int number = 1; count > 0; number++) {
                if (number > PartSize.MOST_PARTS) {
                    throw new IOException("S3 takes at most " + PartSize.MOST_PARTS + " parts, " + bytes
                            + " bytes as they are cut here; " + key + " has more");
                }
                send(number, full.content(), count);
                count = free.fill(content, PartSize.bytes(number + 1)).orThrow();
                arrived();
                PartBuffer sent = full;
                full = free;
                free = sent;
            }
            return complete();
        }

        private void send(int number, byte[] part, int length) {
            bytes += length;
            Sha256Digest digest = Bucket.sha256(part, length);
            var headers = new Http.Headers();
            headers.put(Http.Headers.X_AMZ_CONTENT_SHA256, digest.value());
            String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.value()));
            underWay = client.uploadPart(UploadPartArgs.builder()
                            .bucket(bucket.name())
                            .object(bucket.full(key))
                            .uploadId(id)
                            .partNumber(number)
                            .data(part, length)
                            .headers(headers)
                            .build())
                    .thenApply(answer -> new Part(number, answer.part().etag(), null, null, null, null, checksum));
        }

        private void arrived() throws IOException {
            CompletableFuture<Part> part = underWay;
            if (part != null) {
                sent.add(answer(() -> part, "write a part of"));
                underWay = null;
            }
        }

        private ObjectVersion complete() throws IOException {
            var answer = answer(
                    () -> client.completeMultipartUpload(CompleteMultipartUploadArgs.builder()
                            .bucket(bucket.name())
                            .object(bucket.full(key))
                            .uploadId(id)
                            .parts(sent.toArray(Part[]::new))
                            .build()),
                    "complete");
            return bucket.written(key, bytes, answer);
        }

        private <T> T answer(Request<T> request, String verb) throws IOException {
            try {
                return await(request, bucket.failures().of(verb, key));
            } catch (NoSuchFileException e) {
                throw new IOException(
                        key + " took so long that a sweep elsewhere gave it up; send it again, in several requests", e);
            }
        }

        /** What cannot be taken back now is found by the next sweep. */
        void abort() {
            try {
                if (underWay != null) {
                    // A part that arrives after the end would stay for ever
                    underWay.handle((answer, failure) -> answer).join();
                }
                Multipart.this.abort(bucket.full(key), id);
            } catch (IOException e) {
                log.warn("What was sent of {} could not be taken back; the next sweep does: {}", key, e.getMessage());
            }
        }
    }

    /** One that was completed or given up meanwhile is no fault. */
    private void abort(String fullKey, String upload) throws IOException {
        try {
            await(
                    () -> client.abortMultipartUpload(AbortMultipartUploadArgs.builder()
                            .bucket(bucket.name())
                            .object(fullKey)
                            .uploadId(upload)
                            .build()),
                    bucket.failures().of("give up", fullKey));
        } catch (NoSuchFileException e) {
            return;
        }
    }

    /** Takes back what was begun before then and is not under way in this JVM. */
    public void sweep(Instant before) throws IOException {
        var uploads = new Pages<ListMultipartUploadsResult.Upload>(this::list);
        while (uploads.hasNext()) {
            ListMultipartUploadsResult.Upload upload = uploads.next();
            if (upload.initiated().toInstant().isBefore(before) && !UNDER_WAY.contains(upload.uploadId())) {
                abort(upload.objectName(), upload.uploadId());
            }
        }
    }

    private Pages.Page<ListMultipartUploadsResult.Upload> list(Pages.@Nullable Marker after) throws IOException {
        var arguments = ListMultipartUploadsArgs.builder().bucket(bucket.name()).prefix(bucket.full(""));
        if (after != null) {
            arguments.keyMarker(after.key()).uploadIdMarker(after.id());
        }
        ListMultipartUploadsResult found = await(
                        () -> client.listMultipartUploads(arguments.build()),
                        bucket.failures().of("list", "unfinished uploads"))
                .result();
        return Pages.page(found.uploads(), found.isTruncated(), found.nextKeyMarker(), found.nextUploadIdMarker());
    }
}
