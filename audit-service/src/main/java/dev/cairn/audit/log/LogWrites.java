package dev.cairn.audit.log;

import dev.cairn.events.audit.LogEvent.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a sequencer writes to the database: entries, positions and findings in one transaction, under its term. */
final class LogWrites {

    private final TransactionTemplate transaction;
    private final Term term;
    private final EntryRows rows;
    private final Alarm alarm;

    LogWrites(PlatformTransactionManager transactions, Term term, EntryRows rows, Alarm alarm) {
        this.transaction = new TransactionTemplate(transactions);
        this.term = term;
        this.rows = rows;
        this.alarm = alarm;
    }

    /** The number of the term. */
    long term() {
        return term.number();
    }

    EntryRows rows() {
        return rows;
    }

    /**
     * Asked before anything is signed: one that was paused in between signs nothing more. Should it be paused right after
     * this, it still signs only what is in the rows, which its successor continues.
     *
     * @throws Term.Ended when another sequencer has begun
     */
    void requireCurrent() {
        transaction.executeWithoutResult(status -> term.check());
    }

    /**
     * Appends the events of a batch that are new.
     *
     * @param first the index of the first of them
     * @return the new entries, in the order of their indices
     * @throws Term.Ended when another sequencer has begun; nothing was written
     */
    List<Arrival> takeIn(long first, Batch batch) {
        return Objects.requireNonNull(transaction.execute(status -> {
            term.check();
            List<Finding> findings = new ArrayList<>(batch.findings());
            List<Arrival> fresh = rows.fresh(batch.arrivals(), findings);
            rows.insert(first, fresh);
            rows.move(batch.next());
            alarm.raise(findings);
            return fresh;
        }));
    }

    /** See {@link Alarm#record}. */
    void recordAlarm() {
        alarm.record();
    }

    /** Writes entries whose order is known already. */
    void place(long first, List<Arrival> entries, Map<Slot, Long> next) {
        transaction.executeWithoutResult(status -> {
            term.check();
            rows.insert(first, entries);
            rows.move(next);
        });
    }
}
