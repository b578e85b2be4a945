package dev.cairn.test;

import dev.cairn.test.tls.Authority;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.SetBucketVersioningArgs;
import io.minio.messages.VersioningConfiguration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;

/** An S3 server for tests. */
public record ObjectStore(String endpoint, String region, String accessKey, String secretKey) {

    /** Names the server that enforces locks, in the form {@code endpoint=… region=… access-key=… secret-key=…}. */
    public static final String PROPERTY = "cairn.test.s3";

    /** One that enforces object lock; absent where none was given to this build. */
    public static Optional<ObjectStore> enforcing() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .filter(text -> !text.isBlank())
                .map(ObjectStore::parse);
    }

    private static ObjectStore parse(String text) {
        Map<String, String> settings = new HashMap<>();
        for (String setting : text.trim().split("\\s+")) {
            String[] both = setting.split("=", 2);
            settings.put(both[0], both[both.length - 1]);
        }
        return new ObjectStore(
                settings.get("endpoint"),
                settings.get("region"),
                settings.get("access-key"),
                settings.get("secret-key"));
    }

    /** One that says it locked and then deletes all the same; one for all tests of this JVM. */
    public static ObjectStore pretending() {
        return S3MockProcess.started().plain();
    }

    /** The same server, with the same buckets, by TLS. */
    public static ObjectStore pretendingOverTls() {
        return S3MockProcess.started().overTls();
    }

    /** Who signed the certificate of {@link #pretendingOverTls}. */
    public static Authority authorityOfPretending() {
        return S3MockProcess.started().authority();
    }

    /** Trusts what Java trusts: reading the system's certificates, as this client does by itself, takes seconds. */
    public MinioAsyncClient client() {
        return MinioAsyncClient.builder()
                .endpoint(endpoint)
                .region(region)
                .credentials(accessKey, secretKey)
                .httpClient(new OkHttpClient())
                .build();
    }

    /** A bucket with object lock that no other test has. */
    public String freshBucket() {
        String bucket = TestServers.uniqueName("bucket");
        MinioAsyncClient client = client();
        client.makeBucket(
                        MakeBucketArgs.builder().bucket(bucket).objectLock(true).build())
                .join();
        // S3Mock needs to be told
        client.setBucketVersioning(SetBucketVersioningArgs.builder()
                        .bucket(bucket)
                        .config(new VersioningConfiguration(VersioningConfiguration.Status.ENABLED, null, null, null))
                        .build())
                .join();
        return bucket;
    }

    /** What a service has to be told to keep its bytes in that bucket. */
    public Map<String, Object> springProperties(String bucket) {
        return Map.of(
                "cairn.write-once.kind", "s3",
                "cairn.write-once.s3.endpoint", endpoint,
                "cairn.write-once.s3.region", region,
                "cairn.write-once.s3.bucket", bucket,
                "cairn.write-once.s3.access-key", accessKey,
                "cairn.write-once.s3.secret-key", secretKey);
    }
}
