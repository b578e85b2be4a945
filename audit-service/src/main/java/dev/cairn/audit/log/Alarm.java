package dev.cairn.audit.log;

import dev.cairn.events.audit.LogEvent.Finding;
import dev.cairn.events.audit.LogEvent.TamperingDetected;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.eventstore.EventStore;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records what is wrong with the topics, in the transaction that passes it by. */
final class Alarm {

    private static final Logger log = LoggerFactory.getLogger(Alarm.class);

    private final String origin;
    private final EventStore events;
    private final LogMeters meters;

    Alarm(String origin, EventStore events, LogMeters meters) {
        this.origin = origin;
        this.events = events;
        this.meters = meters;
    }

    void raise(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        TamperingDetected report =
                TamperingReport.of(origin, "intake-" + UUID.randomUUID(), findings, findings.size(), null);
        report.findings().forEach(finding -> log.error(
                "Not as the log says: {} {}: {} Run a verification to see how far it reaches.",
                finding.what(),
                finding.where(),
                finding.problem()));
        meters.found(findings.size());
        events.append(report, Cause.ofService("audit"));
    }
}
