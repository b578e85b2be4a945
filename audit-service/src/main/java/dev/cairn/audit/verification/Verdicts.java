package dev.cairn.audit.verification;

import dev.cairn.audit.log.TamperingReport;
import dev.cairn.events.audit.LogEvent.TamperingDetected;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.eventstore.EventStore;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How the last verification ended, over restarts and instances: what it finds again is not recorded again. */
@Component
class Verdicts {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final EventStore events;

    Verdicts(JdbcClient jdbc, PlatformTransactionManager transactions, EventStore events) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.events = events;
    }

    /** When a verification was finished last; the beginning of time when none was. */
    Instant lastEnd() {
        return jdbc.sql("select ended from log.verdict")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant)
                .orElse(Instant.EPOCH);
    }

    /** Records what was found, unless the last verification found the very same. */
    void conclude(UUID verification, Verification.Result result) {
        String digest = result.found().digest();
        transaction.executeWithoutResult(status -> {
            String before = jdbc.sql("select findings from log.verdict for update")
                    .query(String.class)
                    .optional()
                    .orElse("");
            if (result.found().total() > 0 && !digest.equals(before)) {
                events.append(event(verification, result), Cause.ofService("audit"));
            }
            jdbc.sql("""
                insert into log.verdict (ended, findings) values (now(), ?)
                on conflict (one) do update set ended = excluded.ended, findings = excluded.findings
                """).param(digest).update();
        });
    }

    private static TamperingDetected event(UUID verification, Verification.Result result) {
        return TamperingReport.of(
                result.origin(),
                verification.toString(),
                result.found().first(),
                result.found().total(),
                result.lastGood() == null ? null : result.lastGood().size());
    }
}
