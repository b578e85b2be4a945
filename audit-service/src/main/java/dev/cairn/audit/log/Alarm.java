package dev.cairn.audit.log;

import dev.cairn.events.EventCodec;
import dev.cairn.events.EventTypes;
import dev.cairn.events.audit.LogEvent.Finding;
import dev.cairn.events.audit.LogEvent.TamperingDetected;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.problem.Refused;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells what is wrong with the topics. It is kept in the transaction that passes it by, and recorded when the service may
 * write: the log grows meanwhile.
 */
final class Alarm {

    private static final Logger log = LoggerFactory.getLogger(Alarm.class);
    private static final String TYPE = EventTypes.nameOf(TamperingDetected.class);

    private final String origin;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final EventStore events;
    private final LogMeters meters;
    private boolean refused;

    /** @param transaction over the database of {@code jdbc} and {@code events} */
    Alarm(String origin, JdbcTemplate jdbc, TransactionTemplate transaction, EventStore events, LogMeters meters) {
        this.origin = origin;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.events = events;
        this.meters = meters;
    }

    /** An alarm that was raised and is not recorded yet. */
    private record Raised(long number, byte[] event) {}

    /** Keeps them, in the current transaction. */
    void raise(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        TamperingDetected report =
                TamperingReport.of(origin, "intake-" + UUID.randomUUID(), findings, findings.size(), null);
        report.findings()
                .forEach(finding -> log.error(
                        "Not as the log says: {} {}: {} Run a verification to see how far it reaches.",
                        finding.what(),
                        finding.where(),
                        finding.problem()));
        meters.found(findings.size());
        jdbc.update("insert into log.alarm (event) values (?)", (Object) EventCodec.write(report));
    }

    /** Records the oldest one that is kept, if the service may write; to be called again and again. */
    void record() {
        try {
            jdbc.query(
                            "select number, event from log.alarm order by number limit 1",
                            (row, index) -> new Raised(row.getLong("number"), row.getBytes("event")))
                    .forEach(oldest -> transaction.executeWithoutResult(status -> record(oldest)));
            refused = false;
        } catch (Refused e) {
            if (!refused) {
                log.warn("What is wrong with the topics is not recorded yet: {}", e.getMessage());
            }
            refused = true;
        }
    }

    /** The event's stream is the alarm's own, so that another sequencer cannot record it a second time. */
    private void record(Raised oldest) {
        events.append(EventCodec.read(TYPE, oldest.event()), Cause.ofService("audit"));
        jdbc.update("delete from log.alarm where number = ?", oldest.number());
    }
}
