package dev.cairn.platform.eventstore;

import dev.cairn.events.Event;
import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.ForkGuard;
import dev.cairn.platform.command.Situation;
import dev.cairn.platform.command.SwapLock;
import dev.cairn.platform.view.Happened;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link EventStore} in PostgreSQL. */
final class JdbcEventStore implements EventStore {

    private static final String SELECT = "select " + EventRows.COLUMNS + " from events.event ";

    /** The swap lock first, since it draws no transaction id; then the time. */
    private static final String SITUATION = "select " + SwapLock.SHARED + ", " + Situation.COLUMNS;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Recorder recorder;
    private final AppendedEvents appended;
    private final ForkGuard forkGuard;

    JdbcEventStore(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Recorder recorder,
            AppendedEvents appended,
            ForkGuard forkGuard) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.recorder = recorder;
        this.appended = appended;
        this.forkGuard = forkGuard;
    }

    @Override
    public RecordedEvent append(Event event, Cause cause) {
        return Objects.requireNonNull(transaction.execute(status -> {
            RecordedEvent record = recorder.record(event, 0, now(event.key()), cause);
            appended.append(List.of(new Happened(event, record)));
            return record;
        }));
    }

    @Override
    public void putBack(List<RecordedEvent> events) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select " + SwapLock.SHARED).query().singleRow();
            appended.append(events.stream().map(Happened::from).toList());
        });
    }

    private Instant now(String key) {
        Situation situation = jdbc.sql(SITUATION)
                .param(key)
                .query((row, number) -> Situation.read(row))
                .single();
        forkGuard.requireCompared(situation.postgresStarted());
        return situation.now();
    }

    @Override
    public Optional<RecordedEvent> find(UUID id) {
        return jdbc.sql(SELECT + "where id = ?")
                .param(id)
                .query((row, number) -> EventRows.read(row))
                .optional();
    }

    @Override
    public List<RecordedEvent> stream(String stream) {
        return jdbc.sql(SELECT + "where stream = ? order by sequence")
                .param(stream)
                .query((row, number) -> EventRows.read(row))
                .list();
    }
}
