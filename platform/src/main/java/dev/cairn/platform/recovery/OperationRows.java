package dev.cairn.platform.recovery;

import dev.cairn.platform.recovery.OperationStatus.State;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs as the database keeps them, so that any process of the service can tell how far they are. */
final class OperationRows {

    /** Its process says once a second that the run is going on. */
    private static final String DEAD = "state = 'RUNNING' and seen_at < now() - interval '1 minute'";

    private static final String DEATH = "'The process that ran it died; start it again'";

    private final JdbcClient jdbc;

    OperationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false when a run of that name is going on */
    boolean begin(UUID id, String name, String actor) {
        jdbc.sql("update platform.operation set state = 'FAILED', finished_at = seen_at, message = " + DEATH
                        + " where name = ? and " + DEAD)
                .param(name)
                .update();
        try {
            jdbc.sql("insert into platform.operation (id, name, requested_by, state) values (?, ?, ?, 'RUNNING')")
                    .param(id)
                    .param(name)
                    .param(actor)
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** @return false when the run counts as failed meanwhile, since nothing was heard of its process, and another was begun */
    boolean save(UUID id, State state, long done, @Nullable Long expected, String message) {
        return jdbc.sql("""
                        update platform.operation
                        set state = :state, done = :done, expected = :expected, message = :message, seen_at = now(),
                            finished_at = case when :state = 'RUNNING' then null else now() end
                        where id = :id and state = 'RUNNING'
                        """)
                        .param("id", id)
                        .param("state", state.name())
                        .param("done", done)
                        .param("expected", expected)
                        .param("message", message)
                        .update()
                == 1;
    }

    /** A run whose process died counts as failed, whether another was begun since or not. */
    Optional<OperationStatus> find(UUID id) {
        return status("where id = ?", id);
    }

    Optional<OperationStatus> running(String name) {
        return status("where state = 'RUNNING' and name = ?", name);
    }

    private Optional<OperationStatus> status(String condition, Object parameter) {
        return jdbc.sql("""
                        select id, name, requested_by, requested_at, done, expected,
                               case when %1$s then 'FAILED' else state end as state,
                               case when %1$s then %2$s else message end as message,
                               case when %1$s then seen_at else finished_at end as finished_at
                        from platform.operation %3$s
                        """.formatted(DEAD, DEATH, condition))
                .param(parameter)
                .query((row, number) -> new OperationStatus(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("requested_by"),
                        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                        State.valueOf(row.getString("state")),
                        row.getLong("done"),
                        row.getObject("expected", Long.class),
                        row.getString("message"),
                        instant(row.getObject("finished_at", OffsetDateTime.class))))
                .optional();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
