package dev.cairn.audit.log;

import dev.cairn.audit.tiles.LogDamaged;
import dev.cairn.audit.tiles.PublicLog;
import dev.cairn.platform.problem.Refused;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What this instance serves, and how it is doing. */
final class ServedLog {

    /** What this instance is to the log. */
    enum Part {
        STARTING,
        SEQUENCER,
        /** Another instance is the sequencer; this one serves what that one signs. */
        READER,
        /** The log does not grow here, see the reason. */
        STOPPED
    }

    /** @param reason why it stopped */
    record Condition(Part part, @Nullable String reason) {}

    private final AtomicReference<@Nullable PublicLog> newest = new AtomicReference<>();
    private volatile Condition condition = new Condition(Part.STARTING, null);
    private volatile @Nullable Instant complete;

    /**
     * @param rootAt the root that a tree had at an earlier size
     * @throws LogDamaged when a tree of {@code size} contradicts what was served before
     */
    void requireContinued(long size, LongFunction<byte[]> rootAt) {
        PublicLog before = newest.get();
        if (before == null) {
            return;
        }
        if (size < before.size()
                || !Arrays.equals(
                        rootAt.apply(before.size()), before.checkpoint().root())) {
            throw new LogDamaged("This instance has served " + before.checkpoint() + ", and the log of size " + size
                    + " in the write-once store does not continue it: the store was set back or altered, or another"
                    + " log grows under this name; verify, and put back what was altered");
        }
    }

    /** From now on this is served; written to the store before, and the continuation of what was served. */
    void serve(PublicLog log) {
        newest.set(log);
    }

    Optional<PublicLog> newest() {
        return Optional.ofNullable(newest.get());
    }

    /** @throws Refused while nothing is served yet */
    PublicLog require() {
        return newest().orElseThrow(
                        () -> new Refused(LogRefusal.LOG_STARTING, "No checkpoint was read or signed since the start"));
    }

    /** What is served covered everything on the topics at {@code now}. */
    void completeAt(Instant now) {
        complete = now;
    }

    void completenessUnknown() {
        complete = null;
    }

    Optional<Instant> complete() {
        return Optional.ofNullable(complete);
    }

    void is(Part part) {
        condition = new Condition(part, null);
    }

    void stopped(String reason) {
        condition = new Condition(Part.STOPPED, reason);
    }

    Condition condition() {
        return condition;
    }
}
