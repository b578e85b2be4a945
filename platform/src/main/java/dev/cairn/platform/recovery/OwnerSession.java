package dev.cairn.platform.recovery;

import dev.cairn.platform.command.LockTimeout;
import dev.cairn.platform.command.SwapLock;
import dev.cairn.platform.migration.Migrations;
import dev.cairn.platform.view.Filling.NotYet;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A connection of the role that owns the schemas, and on it the lock that lets one recovery of a service run at a time, also
 * when a process that counts as dead was only paused. What only the owner may do is done here: schemas are made and
 * exchanged, events get new transaction ids.
 */
final class OwnerSession implements AutoCloseable {

    /** Where views are made anew. */
    static final String NEXT = "views_next";

    private static final Logger log = LoggerFactory.getLogger(OwnerSession.class);

    /** Key of the session's advisory lock; the bytes of "recover". */
    private static final long LOCK = 0x7265636f766572L;

    /** The views that were exchanged, until they are dropped. */
    private static final String FORMER = "views_former";

    private static final String RENUMBER = """
            update events.event e set transaction_id = pg_current_xact_id(), global_index = o.place
            from (select id, last + row_number() over (order by transaction_id, global_index) as place
                  from events.event, (select max(global_index) as last from events.event) newest) o
            where e.id = o.id
            """;

    private final Migrations migrations;
    private final Connection connection;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    private OwnerSession(Migrations migrations, Connection connection) {
        this.migrations = migrations;
        this.connection = connection;
        var only = new SingleConnectionDataSource(connection, true);
        this.jdbc = new JdbcTemplate(only);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(only));
    }

    /** @throws SQLException when PostgreSQL is away */
    static OwnerSession open(Migrations migrations) throws SQLException {
        return new OwnerSession(migrations, migrations.owner().getConnection());
    }

    /**
     * Takes the lock for as long as the session lives.
     *
     * @throws IllegalStateException while another recovery of this service runs
     */
    void requireAlone() {
        if (!Boolean.TRUE.equals(jdbc.queryForObject("select pg_try_advisory_lock(" + LOCK + ")", Boolean.class))) {
            throw new IllegalStateException(
                    "Another rebuild, restore or republish of this service runs; start again when it has ended");
        }
    }

    /** Makes the views' tables, empty, in {@link #NEXT}. */
    void createNextViews() {
        execute("drop schema if exists " + NEXT + " cascade", "drop schema if exists " + FORMER + " cascade");
        migrations.createViews(NEXT);
    }

    /** Batches are read along their index; a planner that takes the store for small would sort all of it for each of them. */
    void analyzeEvents() {
        execute("analyze events.event");
    }

    /** So that the first query on the new tables is planned as well as the last one on the old. */
    void analyzeNextViews() {
        jdbc.queryForList(
                        "select format('analyze %I.%I', schemaname, tablename) from pg_tables where schemaname = ?",
                        String.class, NEXT)
                .forEach(this::execute);
    }

    /** Runs the work in one transaction of this session; what it throws undoes it. */
    void transact(Runnable work) {
        transaction.executeWithoutResult(status -> work.run());
    }

    /**
     * To the end of the transaction nobody else changes views or stores events.
     *
     * @throws NotYet when a write does not end within seconds
     */
    void holdOffWriters() {
        try {
            // Kafka may be silent for ten seconds while the last events are shown, see Patience
            execute(
                    "set local lock_timeout = '5s'",
                    "set local idle_in_transaction_session_timeout = '15s'",
                    "select " + SwapLock.EXCLUSIVE);
        } catch (DataAccessException e) {
            throw LockTimeout.is(e) ? new NotYet("a write did not end within 5 seconds") : e;
        }
    }

    /** From the commit on, everybody's statements mean the new views. */
    void exchange() {
        execute(
                "alter schema " + Migrations.VIEWS + " rename to " + FORMER,
                "alter schema " + NEXT + " rename to " + Migrations.VIEWS);
    }

    /** Waits for those who still read them. */
    void dropFormerViews() {
        try {
            execute("drop schema if exists " + FORMER + " cascade");
        } catch (DataAccessException e) {
            log.warn("The former views stay in {} until the next rebuild: {}", FORMER, e.getMessage());
        }
    }

    /**
     * Gives every event a new place, in the order that they had, under this transaction's id, and makes {@code cluster} the
     * one that these ids belong to. All or nothing. Content stays as it is: the trigger that guards it is off for whoever
     * owns the table, in this transaction alone.
     */
    void renumberEvents(String cluster) {
        transact(() -> {
            execute(
                    "set local statement_timeout = 0",
                    "alter table events.event disable trigger events_are_final",
                    "alter table events.event alter column global_index set generated by default",
                    RENUMBER,
                    "select setval(pg_get_serial_sequence('events.event', 'global_index'), max(global_index))"
                            + " from events.event",
                    "alter table events.event alter column global_index set generated always",
                    "alter table events.event enable trigger events_are_final");
            jdbc.update(
                    "update platform.relay_position set transaction_id = '0', global_index = 0, contradicted = true,"
                            + " system_identifier = ?",
                    cluster);
        });
    }

    private void execute(String... statements) {
        List.of(statements).forEach(jdbc::execute);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
