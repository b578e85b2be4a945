package dev.cairn.platform.writeonce.s3;

import dev.cairn.platform.writeonce.WriteOnceStore.Enforcement;
import dev.cairn.platform.writeonce.s3.bucket.Bucket;
import dev.cairn.platform.writeonce.s3.bucket.ObjectVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what the server enforces by trying what an attacker would: it writes an object, locks it, and tries to overwrite it,
 * to shorten its lock and to delete it. A server may answer that it locked and do no such thing.
 */
final class Probe {

    private static final Logger log = LoggerFactory.getLogger(Probe.class);
    private static final String ROOT = "probe/";

    /** Longer than the clocks of this machine and the server may differ by; what is left is swept afterwards. */
    private static final Duration LOCK = Duration.ofMinutes(2);

    private final Bucket bucket;
    private final InstantSource clock;

    Probe(Bucket bucket, InstantSource clock) {
        this.bucket = bucket;
        this.clock = clock;
    }

    Enforcement run() throws IOException {
        byte[] content = bytes("locked");
        Instant until = clock.instant().plus(LOCK);
        ObjectVersion locked = bucket.put(ROOT + UUID.randomUUID(), content, null);
        bucket.lock(locked, until);
        ObjectVersion over = bucket.put(locked.key(), bytes("written over it"), null);
        requireMayDelete(over);
        boolean shortened = allowed(() -> bucket.lock(locked, until.minus(LOCK.dividedBy(2))));
        boolean deleted = allowed(() -> bucket.delete(locked));
        boolean kept = has(locked, content) && isLocked(locked, until);
        log.debug("Probe of {}: shortened {}, deleted {}, kept {}", bucket, shortened, deleted, kept);
        return shortened || deleted || !kept ? Enforcement.DETECT_ONLY : Enforcement.STORAGE_ENFORCED;
    }

    /** The counter-trial: where this account may delete nothing at all, a refusal says nothing about locks. */
    private void requireMayDelete(ObjectVersion unlocked) throws IOException {
        try {
            bucket.delete(unlocked);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "What " + bucket + " enforces cannot be found out: this account may not even delete a"
                            + " version without a lock; grant it s3:DeleteObjectVersion, which the sweep needs too",
                    e);
        }
    }

    private static boolean allowed(Attempt attempt) throws IOException {
        try {
            attempt.make();
            return true;
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    private boolean has(ObjectVersion version, byte[] content) throws IOException {
        try {
            return Arrays.equals(bucket.read(version), content);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private boolean isLocked(ObjectVersion version, Instant until) throws IOException {
        Optional<Instant> lock = bucket.lockedUntil(version);
        return lock.isPresent() && !lock.get().isBefore(until);
    }

    /** Removes what earlier probes left, once its lock has ended. */
    void sweep(Instant before) throws IOException {
        for (ObjectVersion left : bucket.versions(ROOT).toList()) {
            if (left.writtenBefore(before) && left.writtenBefore(clock.instant().minus(LOCK))) {
                bucket.delete(left);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @FunctionalInterface
    private interface Attempt {
        void make() throws IOException;
    }
}
