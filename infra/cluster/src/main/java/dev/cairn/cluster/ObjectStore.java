package dev.cairn.cluster;

import dev.cairn.setup.LockedBucket;
import io.minio.MinioClient;
import io.minio.SetBucketVersioningArgs;
import io.minio.messages.VersioningConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;

/**
 * An S3 server: MinIO where this machine has it, which locks what it is told to lock; otherwise the one that comes along, which
 * only says so. The services find out by themselves which of the two it is.
 */
final class ObjectStore extends Part {

    static final String REGION = "us-east-1";
    static final String BUCKET = "cairn";
    private static final String USER = "cairn";

    /** Names the program, or is empty to do without. */
    private static final String PROGRAM = "CAIRN_MINIO";

    private final JavaCommand java;

    ObjectStore(ClusterDirectory directory, Ports ports, JavaCommand java) {
        super("s3", directory, ports.objectStore());
        this.java = java;
    }

    String endpoint() {
        return "http://127.0.0.1:" + port();
    }

    /** What services are told to use it. */
    Map<String, Object> springProperties() {
        return Map.of(
                "cairn.write-once.kind",
                "s3",
                "cairn.write-once.s3.endpoint",
                endpoint(),
                "cairn.write-once.s3.region",
                REGION,
                "cairn.write-once.s3.bucket",
                BUCKET,
                "cairn.write-once.s3.access-key",
                USER,
                "cairn.write-once.s3.secret-key",
                directory().secret("s3"));
    }

    @Override
    List<String> command() {
        Path data = directory().resolve(name());
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return minio().map(program -> List.of(
                        program.toString(), "server", "--quiet", "--address", "127.0.0.1:" + port(), data.toString()))
                .orElseGet(() -> java.ofJar(
                        java.cluster().resolve("s3mock-exec.jar"),
                        320,
                        "--server.port=0",
                        "--http.port=" + port(),
                        "--com.adobe.testing.s3mock.store.root=" + data,
                        "--com.adobe.testing.s3mock.store.retain-files-on-exit=true",
                        "--com.adobe.testing.s3mock.max-payload-size=1GB"));
    }

    @Override
    Map<String, String> environment() {
        return Map.of(
                "MINIO_ROOT_USER",
                USER,
                "MINIO_ROOT_PASSWORD",
                directory().secret("s3"),
                "MINIO_BROWSER",
                "off",
                "MINIO_UPDATE",
                "off");
    }

    private static Optional<Path> minio() {
        String named = System.getenv(PROGRAM);
        if (named != null) {
            return Optional.of(named).filter(name -> !name.isBlank()).map(Path::of);
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(place -> Path.of(place).resolve("minio"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    boolean ready() {
        return Connections.status(port(), "/") > 0;
    }

    /** Makes the bucket, where every object can be locked, or finds it. */
    void establishBucket() {
        var settings = new Properties();
        settings.setProperty("endpoint", endpoint());
        settings.setProperty("region", REGION);
        settings.setProperty("bucket", BUCKET);
        settings.setProperty("access-key", USER);
        settings.setProperty("secret-key", directory().secret("s3"));
        try {
            LockedBucket.establish(settings);
            keepVersions();
        } catch (Exception e) {
            throw new ClusterFailure("The bucket cannot be made: " + e.getMessage(), e);
        }
    }

    /** With object lock a bucket keeps them anyway; S3Mock needs to be told. */
    private void keepVersions() throws Exception {
        MinioClient client = MinioClient.builder()
                .endpoint(endpoint())
                .region(REGION)
                .credentials(USER, directory().secret("s3"))
                // Trusts what Java trusts: reading the system's certificates takes seconds
                .httpClient(new OkHttpClient(), true)
                .build();
        try {
            client.setBucketVersioning(SetBucketVersioningArgs.builder()
                    .bucket(BUCKET)
                    .config(new VersioningConfiguration(VersioningConfiguration.Status.ENABLED, null, null, null))
                    .build());
        } finally {
            client.close();
        }
    }
}
