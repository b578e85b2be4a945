package dev.cairn.platform.writeonce.s3.bucket;

import static dev.cairn.platform.writeonce.s3.bucket.Failures.await;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.WriteOnceProperties;
import io.minio.GetObjectArgs;
import io.minio.GetObjectRetentionArgs;
import io.minio.HeadObjectArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.ObjectWriteResponse;
import io.minio.PutObjectAPIArgs;
import io.minio.RemoveObjectArgs;
import io.minio.SetObjectRetentionArgs;
import io.minio.Time;
import io.minio.messages.Retention;
import io.minio.messages.RetentionMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/**
 * One bucket, below a prefix: what the store asks of S3. Every method waits for the answer; what goes wrong is an
 * {@link IOException} that says so ({@link Failures}). Whatever is sent goes with its SHA-256 in the signature, so the server
 * refuses what did not arrive as it left.
 */
public final class Bucket implements AutoCloseable {

    private final MinioAsyncClient client;
    private final String name;
    private final String prefix;
    private final Failures failures;
    private final Listing listing;

    /**
     * @param trust whose authorities are trusted; null for those that Java trusts
     * @throws IllegalArgumentException when the address is none
     */
    public Bucket(WriteOnceProperties.S3 place, @Nullable SslBundle trust) {
        this.client = Clients.client(place, trust);
        this.name = place.bucket();
        this.prefix = place.prefix();
        this.failures = new Failures(place);
        this.listing = new Listing(this, prefix.length());
    }

    MinioAsyncClient client() {
        return client;
    }

    String name() {
        return name;
    }

    Failures failures() {
        return failures;
    }

    /** The key as the server knows it. */
    String full(String key) {
        return prefix + key;
    }

    public ObjectVersion put(String key, byte[] content, @Nullable Instant lockedUntil) throws IOException {
        return put(key, content, content.length, headers(lockedUntil));
    }

    /**
     * Writes where nothing is yet. A server that does not know the condition writes all the same: see {@link FirstWins}.
     *
     * @throws FileAlreadyExistsException when the server sees that something is there
     */
    ObjectVersion putIfAbsent(String key, byte[] content, int length, @Nullable Instant lockedUntil)
            throws IOException {
        Http.Headers headers = headers(lockedUntil);
        headers.put("If-None-Match", "*");
        return put(key, content, length, headers);
    }

    private ObjectVersion put(String key, byte[] content, int length, Http.Headers headers) throws IOException {
        headers.put(Http.Headers.X_AMZ_CONTENT_SHA256, sha256(content, length).value());
        var written = await(
                () -> client.putObject(PutObjectAPIArgs.builder()
                        .bucket(name)
                        .object(full(key))
                        .data(content, length)
                        .headers(headers)
                        .build()),
                failures.of("write", key));
        return written(key, length, written);
    }

    static Sha256Digest sha256(byte[] content, int length) {
        var hasher = Sha256Digest.hasher();
        hasher.update(content, 0, length);
        return Sha256Digest.ofHash(hasher.digest());
    }

    private static Http.Headers headers(@Nullable Instant lockedUntil) {
        var headers = new Http.Headers();
        if (lockedUntil != null) {
            headers.put("x-amz-object-lock-mode", RetentionMode.COMPLIANCE.toString());
            headers.put(
                    "x-amz-object-lock-retain-until-date",
                    rounded(lockedUntil).atZone(ZoneOffset.UTC).format(Time.ISO8601UTC_FORMAT));
        }
        return headers;
    }

    ObjectVersion written(String key, long bytes, ObjectWriteResponse answer) throws IOException {
        String id = answer.versionId();
        if (id == null || id.isEmpty() || id.equals("null")) {
            throw new IOException(failures.place() + " gave " + key
                    + " no version: versioning was switched off; switch it" + " on again");
        }
        return new ObjectVersion(key, id, bytes, Instant.now());
    }

    /**
     * The bytes of that version from {@code offset}, at most {@code length} of them.
     *
     * @throws NoSuchFileException when it is gone
     */
    public InputStream open(String key, String version, long offset, long length) throws IOException {
        var explanation = failures.of("read", key);
        InputStream content = await(
                () -> client.getObject(GetObjectArgs.builder()
                        .bucket(name)
                        .object(full(key))
                        .versionId(version)
                        .offset(offset)
                        .length(length)
                        .build()),
                explanation);
        return new ExplainedStream(content, explanation);
    }

    /** @throws NoSuchFileException when it is gone */
    public byte[] read(ObjectVersion version) throws IOException {
        if (version.bytes() == 0) {
            return new byte[0];
        }
        try (InputStream content = open(version.key(), version.id(), 0, version.bytes())) {
            return content.readAllBytes();
        }
    }

    /** All versions below a prefix, by key, and of one key the newest first. Delete markers are passed over. */
    public Stream<ObjectVersion> versions(String below) throws IOException {
        return listing.versions(below);
    }

    /** The version that was written first. */
    public Optional<ObjectVersion> oldest(String key) throws IOException {
        ObjectVersion oldest = null;
        for (Iterator<ObjectVersion> all = listing.versionsOf(key); all.hasNext(); ) {
            oldest = all.next();
        }
        return Optional.ofNullable(oldest);
    }

    /** The version that was written last, also below a delete marker. */
    public Optional<ObjectVersion> newest(String key) throws IOException {
        Iterator<ObjectVersion> all = listing.versionsOf(key);
        return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
    }

    /**
     * Removes that version; one that is gone is no fault.
     *
     * @throws java.nio.file.AccessDeniedException when it is locked
     */
    public void delete(ObjectVersion version) throws IOException {
        try {
            await(
                    () -> client.removeObject(RemoveObjectArgs.builder()
                            .bucket(name)
                            .object(full(version.key()))
                            .versionId(version.id())
                            .bypassGovernanceMode(true)
                            .build()),
                    failures.of("delete", version.key()));
        } catch (NoSuchFileException e) {
            // As it should be; some servers say so, others do not
            return;
        }
    }

    /**
     * Until when nobody can remove that version; absent when it was never locked in COMPLIANCE mode.
     *
     * @throws NoSuchFileException when it is gone
     */
    public Optional<Instant> lockedUntil(ObjectVersion version) throws IOException {
        try {
            @Nullable
            Retention lock = await(
                    () -> client.getObjectRetention(GetObjectRetentionArgs.builder()
                            .bucket(name)
                            .object(full(version.key()))
                            .versionId(version.id())
                            .build()),
                    failures.of("read the lock of", version.key()));
            return lock == null || lock.mode() != RetentionMode.COMPLIANCE
                    ? Optional.empty()
                    : Optional.of(lock.retainUntilDate().toInstant());
        } catch (NoSuchFileException e) {
            // Some servers say the same of a version without a lock
            requireThere(version);
            return Optional.empty();
        }
    }

    private void requireThere(ObjectVersion version) throws IOException {
        await(
                () -> client.headObject(HeadObjectArgs.builder()
                        .bucket(name)
                        .object(full(version.key()))
                        .versionId(version.id())
                        .build()),
                failures.of("look at", version.key()));
    }

    /**
     * Locks that version at least until then.
     *
     * @throws NoSuchFileException when it is gone
     */
    public void lengthen(ObjectVersion version, Instant until) throws IOException {
        Optional<Instant> before = lockedUntil(version);
        if (before.isEmpty() || before.get().isBefore(until)) {
            lock(version, until);
        }
    }

    /** @throws java.nio.file.AccessDeniedException when that would shorten a lock */
    public void lock(ObjectVersion version, Instant until) throws IOException {
        await(
                () -> client.setObjectRetention(SetObjectRetentionArgs.builder()
                        .bucket(name)
                        .object(full(version.key()))
                        .versionId(version.id())
                        .bypassGovernanceMode(true)
                        .config(new Retention(
                                RetentionMode.COMPLIANCE, rounded(until).atZone(ZoneOffset.UTC)))
                        .build()),
                failures.of("lock", version.key()));
    }

    /** Servers keep seconds; a lock must not end early. */
    private static Instant rounded(Instant until) {
        Instant second = until.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(until) ? until : second.plusSeconds(1);
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return failures.place();
    }
}
