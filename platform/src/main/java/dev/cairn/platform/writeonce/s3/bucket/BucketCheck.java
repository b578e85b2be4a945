package dev.cairn.platform.writeonce.s3.bucket;

import static dev.cairn.platform.writeonce.s3.bucket.Failures.await;

import io.minio.GetBucketVersioningArgs;
import io.minio.GetObjectLockConfigurationArgs;
import io.minio.messages.ObjectLockConfiguration;
import io.minio.messages.VersioningConfiguration;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Whether the bucket is one that can hold anything for good: it keeps versions, and can lock them. */
public final class BucketCheck {

    private final Bucket bucket;

    public BucketCheck(Bucket bucket) {
        this.bucket = bucket;
    }

    /** The bucket, or the account, is not fit; its message says what to do. Waiting does not help. */
    public static final class Unfit extends IOException {
        private Unfit(String message) {
            super(message);
        }

        private Unfit(String message, IOException cause) {
            super(message, cause);
        }
    }

    /** @throws Unfit when the server says that it is not fit; another {@link IOException} when it says nothing */
    public void run() throws IOException {
        requireVersions();
        requireLocks();
    }

    private void requireVersions() throws IOException {
        try {
            VersioningConfiguration.Status versioning = await(
                            () -> bucket.client()
                                    .getBucketVersioning(GetBucketVersioningArgs.builder()
                                            .bucket(bucket.name())
                                            .build()),
                            bucket.failures().of("show the versioning of", "the bucket"))
                    .status();
            if (versioning != VersioningConfiguration.Status.ENABLED) {
                throw new Unfit(bucket + " does not keep versions, so nothing in it could be locked. " + makeOne());
            }
        } catch (Failures.BucketGone e) {
            throw new Unfit(e.getMessage() + ". " + makeOne(), e);
        } catch (AccessDeniedException e) {
            throw new Unfit(
                    e.getReason() + ". Correct cairn.write-once.s3.access-key and secret-key, or grant the account"
                            + " s3:GetBucketVersioning",
                    e);
        }
    }

    private void requireLocks() throws IOException {
        ObjectLockConfiguration lock;
        try {
            lock = await(
                    () -> bucket.client()
                            .getObjectLockConfiguration(GetObjectLockConfigurationArgs.builder()
                                    .bucket(bucket.name())
                                    .build()),
                    bucket.failures().of("show the object lock of", "the bucket"));
        } catch (NoSuchFileException e) {
            throw new Unfit(bucket + " was made without object lock. " + makeOne(), e);
        } catch (AccessDeniedException e) {
            throw new Unfit(e.getReason() + ". Grant the account s3:GetBucketObjectLockConfiguration", e);
        }
        if (lock.mode() != null) {
            throw new Unfit(bucket + " locks whatever is written by default (" + lock.mode() + ", " + lock.duration()
                    + "), so unfinished uploads could not be removed. Remove the default retention: each object gets its"
                    + " own");
        }
    }

    private String makeOne() {
        return "Make a bucket with object lock, which can only be switched on when it is made, and name it in"
                + " cairn.write-once.s3.bucket: aws s3api create-bucket --bucket " + bucket.name()
                + " --object-lock-enabled-for-bucket";
    }
}
