package dev.cairn.audit.verification;

import dev.cairn.audit.verification.Verifications.State;
import dev.cairn.events.EventCodec;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Verifications as the database keeps them, so that any instance can tell how they are doing, and one runs at a time. */
@Component
class VerificationRows {

    private static final int REMEMBERED = 100;

    private static final String DEAD = "running and seen_at < now() - interval '1 minute'";

    private static final String AS_DEAD = """
            status || jsonb_build_object(
                'state', 'FAILED', 'problem', 'The process that ran it died or hangs; start another',
                'ended', to_char(seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
            """;

    private static final String SELECT =
            "select (case when " + DEAD + " then " + AS_DEAD + " else status end)::text from log.verification ";

    private final JdbcClient jdbc;

    VerificationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false while another runs */
    boolean begin(VerificationStatus status) {
        jdbc.sql("update log.verification set running = false, status = " + AS_DEAD + " where " + DEAD)
                .update();
        jdbc.sql("delete from log.verification where not running and id not in"
                        + " (select id from log.verification order by started desc limit " + REMEMBERED + ")")
                .update();
        return jdbc.sql("insert into log.verification (id, status) values (?, ?::jsonb) on conflict do nothing")
                        .param(status.id())
                        .param(json(status))
                        .update()
                == 1;
    }

    /** How it is doing, or how it ended; passed over where it counts as dead and another was begun. */
    void save(VerificationStatus status) {
        jdbc.sql("update log.verification set running = ?, status = ?::jsonb, seen_at = now() where id = ? and running")
                .param(status.state() == State.RUNNING)
                .param(json(status))
                .param(status.id())
                .update();
    }

    private static String json(VerificationStatus status) {
        return EventCodec.json().writeValueAsString(status);
    }

    Optional<VerificationStatus> find(UUID id) {
        return list(jdbc.sql(SELECT + "where id = ?").param(id)).stream().findAny();
    }

    Optional<VerificationStatus> running() {
        return list(jdbc.sql(SELECT + "where running and not (" + DEAD + ")")).stream()
                .findAny();
    }

    /** The oldest first. */
    List<VerificationStatus> all() {
        return list(jdbc.sql(SELECT + "order by started"));
    }

    private static List<VerificationStatus> list(JdbcClient.StatementSpec select) {
        return select.query(String.class).list().stream()
                .map(status -> EventCodec.json().readValue(status, VerificationStatus.class))
                .toList();
    }

    /** When something was last heard of any; the beginning of time before the first. */
    Instant lastHeard() {
        return jdbc.sql("select max(seen_at) from log.verification")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant)
                .orElse(Instant.EPOCH);
    }

    /** What the last one that was finished found to be altered. */
    int lastTotal() {
        return jdbc.sql("select (status ->> 'total')::int from log.verification where status ->> 'state' = 'DONE'"
                        + " order by started desc limit 1")
                .query(Integer.class)
                .optional()
                .orElse(0);
    }
}
