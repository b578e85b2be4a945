package dev.cairn.audit.log;

import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.tiles.GrowingLog;
import dev.cairn.audit.tiles.LogDamaged;
import dev.cairn.audit.tiles.PublicLog;
import dev.cairn.audit.tiles.StoredAnchors;
import dev.cairn.audit.tiles.StoredAnchors.Anchor;
import dev.cairn.events.audit.LogEvent.CheckpointAnchored;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.writeonce.WriteOnceStore.Enforcement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a checkpoint to where nobody can change it, every minute in which something happened, and records that. The
 * records of anchors alone ask for no anchor, or the log would never rest.
 */
final class Anchoring {

    private static final Logger log = LoggerFactory.getLogger(Anchoring.class);

    private final StoredAnchors anchors;
    private final EventStore events;
    private final Supplier<Enforcement> enforcement;
    private final Duration interval;
    private final InstantSource clock;

    private @Nullable Anchor newest;
    private @Nullable Instant dueSince;
    private Instant last = Instant.MIN;
    private boolean unrecorded = true;

    Anchoring(
            StoredAnchors anchors,
            EventStore events,
            Supplier<Enforcement> enforcement,
            Duration interval,
            InstantSource clock) {
        this.anchors = anchors;
        this.events = events;
        this.enforcement = enforcement;
        this.interval = interval;
        this.clock = clock;
    }

    /**
     * Reads the newest anchor.
     *
     * @return how many entries it covers
     */
    long begin() {
        newest = anchors.newest().orElse(null);
        return newest == null ? 0 : newest.checkpoint().size();
    }

    /**
     * @param size of the tree that would be signed
     * @throws LogDamaged when it is smaller than the newest anchor
     */
    void requireNotBelow(long size) {
        if (newest != null && newest.checkpoint().size() > size) {
            throw new LogDamaged("The newest anchor, " + newest.object() + ", covers "
                    + newest.checkpoint().size() + " entries, but only " + size + " are known: the database and the"
                    + " newest head are older than the anchor; put one of them back from a newer copy");
        }
    }

    /** @throws LogDamaged when {@code tree} does not continue the newest anchor */
    void requireContinued(GrowingLog tree) {
        if (newest != null) {
            requireNotBelow(tree.size());
            requireContinued(newest, tree::rootAt);
        }
    }

    private static void requireContinued(Anchor anchor, LongFunction<byte[]> rootAt) {
        Checkpoint anchored = anchor.checkpoint();
        if (!Arrays.equals(rootAt.apply(anchored.size()), anchored.root())) {
            throw new LogDamaged("The anchor " + anchor.object() + " has another root at size "
                    + anchored.size() + " than this log: what is stored was altered, or another log grows under this"
                    + " name; stop it, verify, and put back what was altered");
        }
    }

    /** Something happened that is to be anchored. */
    void due() {
        if (dueSince == null) {
            dueSince = clock.instant();
        }
    }

    /** Since when something waits for an anchor. */
    Optional<Instant> dueSince() {
        return Optional.ofNullable(dueSince);
    }

    /** Whether something is to be done, and its time has come. */
    boolean isTime() {
        Instant now = clock.instant();
        // The last one seems yet to come where the clock was put back since
        boolean rested = last.equals(Instant.MIN) || now.isBefore(last) || !now.isBefore(last.plus(interval));
        return rested && (dueSince != null || unrecorded);
    }

    /**
     * Anchors what is served, if that is due, and records it.
     *
     * @throws LogDamaged when another log grows under this name
     */
    void anchor(PublicLog served) {
        boolean due = dueSince != null;
        if (due) {
            newest = write(served);
            dueSince = null;
            unrecorded = true;
        }
        record();
        if (due || unrecorded) {
            last = clock.instant();
        }
    }

    /** A predecessor that slept through the end of its term may have anchored since this one began: that is kept. */
    private Anchor write(PublicLog served) {
        for (long number = newest == null ? 0 : newest.number() + 1; ; number++) {
            Anchor there = anchors.write(number, served.head().note());
            if (there.checkpoint().size() > served.size()) {
                throw new LogDamaged("The anchor " + there.object() + " covers "
                        + there.checkpoint().size() + " entries, more than this log has: another log grows under this"
                        + " name; stop it, and compare their checkpoints");
            }
            requireContinued(there, served::rootAt);
            if (there.checkpoint().size() == served.size()) {
                return there;
            }
        }
    }

    /** Records those anchors that no event tells of yet, the oldest first, so that a crash leaves no hole. */
    private void record() {
        try {
            long count = newest == null ? 0 : newest.number() + 1;
            for (long number = newestRecorded(count) + 1; number < count; number++) {
                CheckpointAnchored anchored = event(number);
                if (!isRecorded(anchored)) {
                    events.append(anchored, Cause.ofService("audit"));
                }
            }
            unrecorded = false;
        } catch (Refused e) {
            log.warn("The anchor is in place but not recorded yet: {}", e.getMessage());
        }
    }

    /**
     * Those that are recorded come before all others. As a rule at most the newest is not, so it is looked for from there, in
     * steps that double: with a lost event store none is recorded, and there may be hundreds of thousands.
     *
     * @return -1 when none is
     */
    private long newestRecorded(long count) {
        long recorded = -1;
        long unrecorded = count;
        for (long step = 1; unrecorded - recorded > 1; step *= 2) {
            long look = Math.max(unrecorded - step, (recorded + unrecorded) / 2);
            if (isRecorded(event(look))) {
                recorded = look;
            } else {
                unrecorded = look;
            }
        }
        return recorded;
    }

    private boolean isRecorded(CheckpointAnchored anchored) {
        return !events.stream(anchored.stream()).isEmpty();
    }

    private CheckpointAnchored event(long number) {
        Anchor anchor = anchors.find(number)
                .orElseThrow(() -> new LogDamaged("The anchor number " + number + " is missing below the newest"));
        Checkpoint checkpoint = anchor.checkpoint();
        return new CheckpointAnchored(
                checkpoint.origin(),
                checkpoint.size(),
                Sha256Digest.ofHash(checkpoint.root()),
                anchor.note().toString(),
                anchor.object(),
                enforcement.get().toString());
    }
}
