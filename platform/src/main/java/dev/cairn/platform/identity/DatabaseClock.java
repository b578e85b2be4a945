package dev.cairn.platform.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The database's time, which also decides when something came about: a token is good or not by the same clock as what it is
 * used for, whatever becomes of this machine's. The database is asked every half minute; in between, how long ago that was
 * is added. Until it was heard of for the first time, this machine's own clock has to do.
 */
final class DatabaseClock extends Clock {

    private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);

    /** From where on somebody ought to look after this machine's clock. */
    private static final Duration WORTH_A_WORD = Duration.ofSeconds(30);

    private final Supplier<Instant> database;
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
        Reading reading = last;
        return reading == null ? Instant.now() : reading.now();
    }

    /** Beside all requests: none waits for a database that is away. */
    @Scheduled(fixedDelayString = "PT30S")
    void ask() {
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
