package dev.cairn.platform.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The database's time, which also decides when something came about: a token is good or not by the same clock as what it is
 * used for, whatever becomes of this machine's. The database is asked every now and then; in between, how long ago that was
 * is added. Until it was heard of for the first time, this machine's own clock has to do.
 */
final class DatabaseClock extends Clock {

    private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);

    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(30);

    /** From where on somebody ought to look after this machine's clock. */
    private static final Duration WORTH_A_WORD = Duration.ofSeconds(30);

    private final Supplier<Instant> database;
    private final AtomicLong nextQuestion = new AtomicLong(System.nanoTime());
    private volatile @Nullable Reading last;

    private record Reading(Instant time, long at) {
        Instant now() {
            return time.plusNanos(System.nanoTime() - at);
        }
    }

    /** @param database its time, asked anew each time; what it throws is a {@link DataAccessException} */
    DatabaseClock(Supplier<Instant> database) {
        this.database = database;
    }

    @Override
    public Instant instant() {
        long due = nextQuestion.get();
        long now = System.nanoTime();
        // One asks, and nobody waits for it who has an earlier answer
        if (now - due >= 0 && nextQuestion.compareAndSet(due, now + BETWEEN_QUESTIONS.toNanos())) {
            ask();
        }
        Reading reading = last;
        return reading == null ? Instant.now() : reading.now();
    }

    private void ask() {
        try {
            Instant time = database.get();
            last = new Reading(time, System.nanoTime());
            Duration ahead = Duration.between(time, Instant.now());
            if (ahead.abs().compareTo(WORTH_A_WORD) > 0) {
                log.warn(
                        "This machine's clock is {} s {} the database's, by which tokens are checked; set the wrong one"
                                + " right",
                        ahead.abs().toSeconds(),
                        ahead.isNegative() ? "behind" : "ahead of");
            }
        } catch (DataAccessException e) {
            log.debug("The database's time is not to be had; the last one is carried on", e);
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Instants have none. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
