package dev.cairn.platform.inbox;

import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/** How many keys are parked, counted every two seconds: whoever asks for health or meters waits for no database. */
class ParkedCount {

    private static final Logger log = LoggerFactory.getLogger(ParkedCount.class);

    private final ParkedKeys parkedKeys;
    private volatile OptionalLong count = OptionalLong.empty();

    ParkedCount(ParkedKeys parkedKeys) {
        this.parkedKeys = parkedKeys;
    }

    @Scheduled(fixedDelayString = "PT2S")
    void measure() {
        try {
            count = OptionalLong.of(parkedKeys.count());
        } catch (DataAccessException | TransactionException e) {
            // The database's own health tells that it is away; no number is the truth
            log.debug("Parked keys cannot be counted", e);
            count = OptionalLong.empty();
        }
    }

    /** Absent before the first count, and while the database is away. */
    OptionalLong now() {
        return count;
    }

    /** No number where it is not known. */
    double meter() {
        OptionalLong known = count;
        return known.isPresent() ? known.getAsLong() : Double.NaN;
    }
}
