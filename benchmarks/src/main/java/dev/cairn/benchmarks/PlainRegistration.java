package dev.cairn.benchmarks;

import dev.cairn.events.RecordedEvent;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.platform.command.SwapLock;
import dev.cairn.platform.eventstore.EventRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;

/** What registering a model sends to PostgreSQL, statement by statement, with nothing around it. */
final class PlainRegistration implements Load.Operation {

    private static final String ROUTE = "POST /api/v1/models";
    private static final String DIGEST = "0".repeat(64);
    private static final String OPENING = "select " + SwapLock.SHARED + """
            , pg_advisory_xact_lock(hashtextextended(?, 0));
            select greatest(clock_timestamp(), (select time from events.event where key = ?
                                                order by global_index desc limit 1)) as now,
                   pg_postmaster_start_time() as postgres_started,
                   current_setting('transaction_isolation') as isolation;
            select body_digest, answer from platform.idempotent_request where actor = ? and route = ? and key = ?
            """;

    private final Connection connection;
    private final PreparedStatement opening;
    private final PreparedStatement stream;
    private final PreparedStatement event;
    private final PreparedStatement view;
    private final PreparedStatement remember;

    PlainRegistration(DataSource application) throws SQLException {
        connection = application.getConnection();
        connection.setAutoCommit(false);
        opening = prepare(OPENING);
        stream = prepare("select id, stream, sequence, type, time, data from events.event"
                + " where stream = ? and sequence >= ? order by sequence limit ?");
        event = prepare(EventRows.INSERT);
        view = prepare("""
                insert into model (name, description, scheme, sensitivity, creator, answerable, created, versions,
                                   sequence)
                values (?, ?, ?, ?, ?, ?, ?, 0, ?)
                on conflict (name) do nothing
                """);
        remember = prepare("""
                insert into platform.idempotent_request (actor, route, key, body_digest, answer)
                values (?, ?, ?, ?, ?)
                on conflict do nothing
                """);
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    @Override
    public void run() throws SQLException {
        ModelName model = CreateBenchmark.newName();
        String key = UUID.randomUUID().toString();
        RecordedEvent registered =
                Events.recorded(new ModelRegistered(model, "A benchmark's", LabelScheme.SEMANTIC, Sensitivity.OPEN), 0);
        String actor = registered.headers().actor().toString();
        query(opening, registered.key(), registered.key(), actor, ROUTE, key);
        query(stream, registered.headers().subject(), 0L, 100);
        EventRows.bind(event, registered);
        event.executeUpdate();
        update(
                view,
                model.value(),
                "A benchmark's",
                "SEMANTIC",
                "OPEN",
                actor,
                null,
                registered.headers().time().atOffset(ZoneOffset.UTC),
                0L);
        update(remember, actor, ROUTE, key, DIGEST, "{\"name\":\"" + model + "\"}");
        connection.commit();
    }

    /** Reads all that one or more selects answer. */
    private static void query(PreparedStatement statement, Object... parameters) throws SQLException {
        set(statement, parameters);
        for (boolean rows = statement.execute(); rows; rows = statement.getMoreResults()) {
            ResultSet answer = statement.getResultSet();
            while (answer.next()) {
                answer.getObject(1);
            }
        }
    }

    private static void update(PreparedStatement statement, Object... parameters) throws SQLException {
        set(statement, parameters);
        statement.executeUpdate();
    }

    private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
