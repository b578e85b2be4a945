package dev.cairn.platform.relay;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.command.LockTimeout;
import dev.cairn.platform.eventstore.EventRows;
import dev.cairn.platform.instance.SessionLock;
import dev.cairn.platform.instance.Sessions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A connection of the relay's own, and on it the lock that makes it the only one. Everything the relay reads and remembers
 * goes through this connection: whoever lost the lock has lost the connection too, and cannot move the position.
 */
final class RelaySession implements AutoCloseable {

    /** Key of the session's advisory lock; the bytes of "relay". */
    static final long LOCK = 0x72656c6179L;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** PostgreSQL shows a key of 64 bits as two halves. */
    private static final String WANTED = """
            exists (select from pg_locks
                    where locktype = 'advisory' and not granted and objsubid = 1
                      and database = (select oid from pg_database where datname = current_database())
                      and (classid::bigint << 32 | objid::bigint) = %d)
            """.formatted(LOCK);

    private static final String OVER = "select " + WANTED + " or not " + LastComparison.SPEAKS_FOR_THE_STORE;

    private final SessionLock lock;
    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private long looked = System.nanoTime();

    private RelaySession(SessionLock lock) {
        this.lock = lock;
        var only = new SingleConnectionDataSource(lock.connection(), true);
        this.batches = new JdbcTemplate(only);
        this.jdbc = JdbcClient.create(batches);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(only));
    }

    /** @throws SQLException when PostgreSQL is away */
    static RelaySession open(Sessions sessions) throws SQLException {
        SessionLock lock = sessions.open("relay", LOCK);
        try (var statement = lock.connection().createStatement()) {
            // A position lost in a crash is found again by comparing; waiting for the disk would only delay events.
            statement.execute("set synchronous_commit = off");
            // Batches are read along their index, and streams along theirs. A planner whose statistics are old takes
            // the
            // store for small, and would go through all of it again for every batch.
            statement.execute("set enable_sort = off");
            statement.execute("set enable_seqscan = off");
        } catch (SQLException e) {
            lock.close();
            throw e;
        }
        return new RelaySession(lock);
    }

    /** Takes the lock for as long as the session lives, unless another process has it. */
    boolean tryLock() throws SQLException {
        return lock.tryLock();
    }

    /**
     * Takes the lock as soon as whoever has it lets it go; a relay does so within seconds, see {@link #isOver}.
     *
     * @throws IllegalStateException when nobody lets it go within half a minute
     */
    void awaitLock() throws SQLException {
        try {
            lock.awaitLock(LONGEST_WAIT);
        } catch (SQLException e) {
            if (!LockTimeout.is(e)) {
                throw e;
            }
            throw new IllegalStateException(
                    "The relay did not let go within 30 seconds; start again, or stop its process first", e);
        }
    }

    /**
     * Whether relaying has to end: somebody waits for the lock, a recovery, which goes before relaying; or another copy was
     * loaded in the store's place, which has to be compared. Looks once a second.
     *
     * @throws SQLException when the session has ended, and the lock with it
     */
    boolean isOver() throws SQLException {
        if (System.nanoTime() - looked < LOOK.toNanos()) {
            return false;
        }
        looked = System.nanoTime();
        lock.sign();
        return jdbc.sql(OVER).query(Boolean.class).single();
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    LastComparison lastComparison() {
        return new LastComparison(jdbc);
    }

    /** Runs the work in one transaction of this session; what it throws undoes it. */
    void transact(Runnable work) {
        transaction.executeWithoutResult(status -> work.run());
    }

    /** Puts the events into the store, in their order and one transaction, and shows them to no view. */
    void insert(List<RecordedEvent> events) {
        transact(() -> batches.batchUpdate(EventRows.INSERT, events, events.size(), EventRows::bind));
    }

    /** Identifies the cluster: drawn when it was made; a copy of its files has it too, a dump loaded elsewhere has not. */
    String cluster() {
        return jdbc.sql("select system_identifier::text from pg_control_system()")
                .query(String.class)
                .single();
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The relay's connection does not close: " + e.getMessage(), e);
        }
    }
}
