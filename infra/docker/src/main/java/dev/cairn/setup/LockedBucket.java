package dev.cairn.setup;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectLockConfigurationArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Properties;
import javax.net.ssl.SSLException;
import okhttp3.OkHttpClient;

/**
 * Makes a bucket with object lock: {@code LockedBucket FILE}. One that is there stays as it is, and has to have been made with
 * object lock: S3 knows no way to switch it on later that every server offers.
 *
 * <pre>
 * endpoint = https://s3.eu-central-1.amazonaws.com
 * region = eu-central-1
 * bucket = acme-models
 * access-key = …               may make buckets; the services' own key need not
 * secret-key = …
 * ca = /etc/cairn/ca/ca.crt    authorities in PEM that sign the server's certificate; those that Java trusts if absent
 * </pre>
 *
 * In AWS's us-east-1 a bucket is made without naming the region, which this client cannot: make it by hand there.
 *
 * <p>Endpoint, region and bucket come from the environment where the file has none, under the names that a service is told them by,
 * and so do authorities, as {@code CAIRN_CA}.
 */
public final class LockedBucket {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private LockedBucket() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            end("Say which file has the settings: LockedBucket FILE");
        }
        try {
            System.out.println(establish(read(Path.of(arguments[0]))));
        } catch (MinioException | IllegalArgumentException e) {
            end("The bucket cannot be made: " + e.getMessage());
        }
    }

    private static void end(String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }

    private static Properties read(Path file) throws IOException {
        var settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        return settings;
    }

    /**
     * @param settings as in the file
     * @return what is ready now, in a sentence
     * @throws MinioException when the server refuses
     * @throws IllegalArgumentException when it is not there within minutes, shows a certificate of nobody who is trusted, or the
     *     bucket has no object lock
     */
    public static String establish(Properties settings) throws Exception {
        String bucket = required(settings, "bucket");
        MinioClient client = client(settings);
        try {
            await(client, bucket);
            if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                client.makeBucket(
                        MakeBucketArgs.builder().bucket(bucket).objectLock(true).build());
            }
            requireLock(client, bucket);
            return "The bucket " + bucket + " is ready for Cairn, with object lock";
        } finally {
            // Its threads would keep the process for a minute
            client.close();
        }
    }

    private static MinioClient client(Properties settings) throws GeneralSecurityException, IOException {
        String authorities = settings.getProperty("ca", System.getenv().getOrDefault("CAIRN_CA", ""))
                .strip();
        OkHttpClient connections = authorities.isEmpty()
                ? new OkHttpClient()
                : Authorities.of(Path.of(authorities)).client();
        return MinioClient.builder()
                .endpoint(required(settings, "endpoint"))
                .region(required(settings, "region"))
                .credentials(required(settings, "access-key"), required(settings, "secret-key"))
                .httpClient(connections, true)
                .build();
    }

    private static String required(Properties settings, String key) {
        String variable = "CAIRN_WRITEONCE_S3_" + key.toUpperCase(Locale.ROOT).replace("-", "");
        String value = settings.getProperty(key, System.getenv().getOrDefault(variable, ""))
                .strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the settings have no " + key + ", and the environment no " + variable);
        }
        return value;
    }

    private static void await(MinioClient client, String bucket) throws MinioException, InterruptedException {
        Instant limit = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build());
                return;
            } catch (IllegalStateException e) {
                // What this client makes of every exchange that came to no answer
                Throwable cause = e.getCause() == null ? e : e.getCause();
                if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                    throw new IllegalArgumentException(
                            "the S3 server's certificate is not trusted (" + cause.getMessage()
                                    + "); name the file with its authority's certificate as ca, or by CAIRN_CA",
                            e);
                }
                if (Instant.now().isAfter(limit)) {
                    throw new IllegalArgumentException("the S3 server does not answer (" + cause.getMessage() + ")", e);
                }
                System.err.println("The S3 server does not answer yet: " + cause.getMessage());
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    private static void requireLock(MinioClient client, String bucket) throws MinioException {
        try {
            client.getObjectLockConfiguration(
                    GetObjectLockConfigurationArgs.builder().bucket(bucket).build());
        } catch (ErrorResponseException e) {
            throw new IllegalArgumentException(
                    "the bucket " + bucket + " was made without object lock (" + e.getMessage()
                            + "); name another, which is made with it",
                    e);
        }
    }
}
