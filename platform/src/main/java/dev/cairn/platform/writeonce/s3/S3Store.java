package dev.cairn.platform.writeonce.s3;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.ObjectName;
import dev.cairn.platform.writeonce.Uploads;
import dev.cairn.platform.writeonce.WriteOnceProperties;
import dev.cairn.platform.writeonce.WriteOnceStore;
import dev.cairn.platform.writeonce.s3.bucket.Bucket;
import dev.cairn.platform.writeonce.s3.bucket.BucketCheck;
import dev.cairn.platform.writeonce.s3.bucket.FirstWins;
import dev.cairn.platform.writeonce.s3.bucket.Multipart;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;

/** A write-once store in a bucket, or below a prefix of one, that several processes may use at once. */
public final class S3Store implements WriteOnceStore, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(S3Store.class);

    private final Bucket bucket;
    private final Duration retention;
    private final InstantSource clock;
    private final BucketCheck check;
    private final Probe probe;
    private final Multipart multipart;
    private final S3Blobs blobs;
    private final BlobSweep sweep;
    private final S3Objects objects;
    private final S3Uploads uploads;

    private volatile Enforcement enforcement = Enforcement.UNPROVEN;

    private S3Store(WriteOnceProperties.S3 place, @Nullable SslBundle trust, InstantSource clock) {
        this.bucket = new Bucket(place, trust);
        this.retention = place.retention();
        this.clock = clock;
        this.check = new BucketCheck(bucket);
        this.probe = new Probe(bucket, clock);
        this.multipart = new Multipart(bucket);
        var firstWins = new FirstWins(bucket);
        this.blobs = new S3Blobs(bucket, firstWins, clock);
        this.sweep = new BlobSweep(bucket, firstWins);
        this.objects = new S3Objects(bucket, firstWins);
        this.uploads = new S3Uploads(bucket, firstWins, blobs);
    }

    /**
     * Opens the store. A server that does not answer keeps nobody from starting: every probe asks again.
     *
     * @param trust whose authorities are trusted where the server speaks TLS; null for those that Java trusts
     * @throws IOException when the bucket or the account is not fit for it, with what to do
     */
    public static S3Store open(WriteOnceProperties.S3 place, @Nullable SslBundle trust, InstantSource clock)
            throws IOException {
        var store = new S3Store(place, trust, clock);
        try {
            store.check.run();
        } catch (BucketCheck.Unfit e) {
            store.close();
            throw e;
        } catch (IOException e) {
            log.warn("The write-once store could not be looked at, and is asked again soon: {}", e.getMessage());
        }
        return store;
    }

    /** Uploads into this store. */
    public Uploads uploads() {
        return uploads;
    }

    @Override
    public Enforcement enforcement() {
        return enforcement;
    }

    @Override
    public Enforcement probe() throws IOException {
        check.run();
        enforcement = probe.run();
        return enforcement;
    }

    @Override
    public Blob put(InputStream content, Sha256Digest expected, long limit) throws IOException {
        return blobs.put(content, expected, limit);
    }

    @Override
    public Optional<Blob> find(Sha256Digest digest) throws IOException {
        return blobs.find(digest);
    }

    @Override
    public InputStream open(Sha256Digest digest, long offset, long length) throws IOException {
        return blobs.open(digest, offset, length);
    }

    @Override
    public void retain(Sha256Digest digest, Instant until) throws IOException {
        blobs.retain(digest, until);
    }

    @Override
    public Stream<Sha256Digest> digests() throws IOException {
        return blobs.digests();
    }

    @Override
    public void remove(Sha256Digest digest) throws IOException {
        blobs.remove(digest);
    }

    @Override
    public int sweep(Instant before) throws IOException {
        int swept = uploads.sweep(before) + sweep.sweep(before);
        multipart.sweep(before);
        objects.sweep(before);
        probe.sweep(before);
        return swept;
    }

    @Override
    public void writeObject(String name, byte[] content, @Nullable Instant until) throws IOException {
        objects.write(
                new ObjectName(name), content, until == null ? clock.instant().plus(retention) : until);
    }

    @Override
    public void replaceObject(String name, byte[] content) throws IOException {
        objects.replace(new ObjectName(name), content);
    }

    @Override
    public Optional<byte[]> readObject(String name) throws IOException {
        return objects.read(new ObjectName(name));
    }

    @Override
    public List<String> objectNames(String prefix) throws IOException {
        return objects.names(ObjectName.prefix(prefix));
    }

    /** Gives the connections back; the store itself stays. */
    @Override
    public void close() {
        bucket.close();
    }

    @Override
    public String toString() {
        return bucket.toString();
    }
}
