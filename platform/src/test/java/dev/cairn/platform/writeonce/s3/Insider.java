package dev.cairn.platform.writeonce.s3;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.test.ObjectStore;
import io.minio.AbortMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.SetObjectRetentionArgs;
import io.minio.messages.Item;
import io.minio.messages.ListMultipartUploadsResult;
import io.minio.messages.Retention;
import io.minio.messages.RetentionMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Somebody with the store's own keys and an S3 client. */
final class Insider {

    private final MinioAsyncClient client;
    private final String bucket;

    Insider(ObjectStore server, String bucket) {
        this.client = server.client();
        this.bucket = bucket;
    }

    static String content(Sha256Digest digest) {
        return "cairn/blobs/" + digest + "/content";
    }

    static String record(Sha256Digest digest) {
        return "cairn/blobs/" + digest + "/record";
    }

    /** All versions below a prefix, delete markers too. */
    List<Item> versions(String prefix) throws Exception {
        List<Item> versions = new ArrayList<>();
        for (Result<Item> version : client.listObjects(ListObjectsArgs.builder()
                .bucket(bucket)
                .prefix(prefix)
                .recursive(true)
                .includeVersions(true)
                .build())) {
            versions.add(version.get());
        }
        return versions;
    }

    void overwrite(String key, byte[] bytes) throws Exception {
        done(client.putObject(PutObjectArgs.builder()
                .bucket(bucket)
                .object(key)
                .data(bytes, bytes.length)
                .build()));
    }

    void hide(String key) throws Exception {
        done(client.removeObject(
                RemoveObjectArgs.builder().bucket(bucket).object(key).build()));
    }

    void delete(Item version) throws Exception {
        done(client.removeObject(RemoveObjectArgs.builder()
                .bucket(bucket)
                .object(version.objectName())
                .versionId(version.versionId())
                .bypassGovernanceMode(true)
                .build()));
    }

    void lock(Item version, Instant until) throws Exception {
        done(client.setObjectRetention(SetObjectRetentionArgs.builder()
                .bucket(bucket)
                .object(version.objectName())
                .versionId(version.versionId())
                .bypassGovernanceMode(true)
                .config(new Retention(RetentionMode.COMPLIANCE, until.atZone(ZoneOffset.UTC)))
                .build()));
    }

    /** Begins content in parts and never ends it, as a process does that dies. */
    void beginAndDie(String key) throws Exception {
        done(client.createMultipartUpload(
                CreateMultipartUploadArgs.builder().bucket(bucket).object(key).build()));
    }

    /** Keys whose parts are still there. */
    List<String> unfinished() throws Exception {
        return uploads().stream()
                .map(ListMultipartUploadsResult.Upload::objectName)
                .toList();
    }

    private List<ListMultipartUploadsResult.Upload> uploads() throws Exception {
        return done(client.listMultipartUploads(
                        ListMultipartUploadsArgs.builder().bucket(bucket).build()))
                .result()
                .uploads();
    }

    /** Ends what is being sent in parts, as the sweep of another process may. */
    void giveUp(String key) throws Exception {
        for (ListMultipartUploadsResult.Upload upload : uploads()) {
            if (upload.objectName().equals(key)) {
                done(client.abortMultipartUpload(AbortMultipartUploadArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .uploadId(upload.uploadId())
                        .build()));
            }
        }
    }

    private static <T> T done(CompletableFuture<T> request) throws Exception {
        try {
            return request.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception answer ? answer : e;
        }
    }
}
