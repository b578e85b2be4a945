package dev.cairn.platform.writeonce;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where bytes are kept that must not change.
 *
 * @param kind which store; a service without any has neither store nor uploads
 * @param directory of the store in a directory; made if missing, several services may share one
 * @param reserve of the directory's disk, which content leaves free for whatever else lives there
 * @param s3 of the store in a bucket; several services may share one
 * @param sweepEvery how often what nobody relies on is looked for
 * @param sweepAfter how long a blob or an upload is left alone that nobody relies on
 * @param probeEvery how often the store is asked what it enforces; every minute while it cannot be asked
 */
@ConfigurationProperties("cairn.write-once")
public record WriteOnceProperties(
        @Nullable Kind kind,
        @Nullable Path directory,
        @DefaultValue("1GB") DataSize reserve,
        @DefaultValue S3 s3,
        @DefaultValue("1h") Duration sweepEvery,
        @DefaultValue("1d") Duration sweepAfter,
        @DefaultValue("1h") Duration probeEvery) {

    public enum Kind {
        DIRECTORY,
        S3
    }

    /**
     * A bucket with object lock. As text it says where it is, and no secret.
     *
     * @param endpoint of the server, such as {@code https://s3.eu-central-1.amazonaws.com}
     * @param region that requests are signed for
     * @param prefix of all keys, ending with '/'; empty for the whole bucket
     * @param sslBundle of {@code spring.ssl.bundle}, whose authorities the server's certificate may come from; absent for
     *     those that Java trusts
     * @param connectTimeout how long a connection may take
     * @param answerTimeout how long the server may let one wait for the next bytes, or for taking some
     * @param retention how long final objects are locked that nobody gave a time
     */
    public record S3(
            @DefaultValue("") String endpoint,
            @DefaultValue("") String region,
            @DefaultValue("") String bucket,
            @DefaultValue("") String prefix,
            @DefaultValue("") String accessKey,
            @DefaultValue("") String secretKey,
            @Nullable String sslBundle,
            @DefaultValue("5s") Duration connectTimeout,
            @DefaultValue("30s") Duration answerTimeout,
            @DefaultValue("3650d") Duration retention) {

        private static final Pattern ADDRESS = Pattern.compile("https?://[^/?#@\\s]+/?");
        private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

        private void requireComplete() {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("endpoint", endpoint);
            settings.put("region", region);
            settings.put("bucket", bucket);
            settings.put("access-key", accessKey);
            settings.put("secret-key", secretKey);
            List<String> missing = settings.entrySet().stream()
                    .filter(setting -> setting.getValue().isBlank())
                    .map(setting -> "cairn.write-once.s3." + setting.getKey())
                    .toList();
            if (!missing.isEmpty()) {
                throw new IllegalArgumentException("cairn.write-once.kind is s3, but " + String.join(", ", missing)
                        + (missing.size() == 1 ? " is" : " are") + " not set; keys belong in the environment, as"
                        + " CAIRN_WRITEONCE_S3_ACCESSKEY and CAIRN_WRITEONCE_S3_SECRETKEY");
            }
        }

        private void requireSound() {
            if (!ADDRESS.matcher(endpoint).matches()) {
                throw new IllegalArgumentException(
                        "cairn.write-once.s3.endpoint has to be the address of a server and no"
                                + " more, such as https://s3.eu-central-1.amazonaws.com");
            }
            if (!BUCKET.matcher(bucket).matches()) {
                throw new IllegalArgumentException(
                        "cairn.write-once.s3.bucket has to be the name of a bucket: 3 to 63 of"
                                + " a-z, 0-9, '.' and '-'");
            }
            if (!prefix.isEmpty() && !ObjectName.prefix(prefix).endsWith("/")) {
                throw new IllegalArgumentException("cairn.write-once.s3.prefix has to end with '/', or be empty");
            }
        }

        @Override
        public String toString() {
            return "bucket " + bucket + (prefix.isEmpty() ? "" : "/" + prefix) + " at " + endpoint;
        }
    }

    /** The directory, which this kind of store cannot do without. */
    public Path requireDirectory() {
        if (directory == null) {
            throw new IllegalArgumentException(
                    "cairn.write-once.kind is directory, but cairn.write-once.directory is not set: name the directory");
        }
        return directory;
    }

    /** The bucket, with all that is needed to reach it. */
    public S3 requireS3() {
        s3.requireComplete();
        s3.requireSound();
        return s3;
    }
}
