package dev.cairn.platform.instance;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL session, and on it the advisory lock that makes one process of a service the only one at some work. The lock
 * is free again as soon as the session ends: with its process, or because PostgreSQL heard nothing of it for a while. A
 * thread of its own is heard of, however long the worker waits for Kafka or a store; when the process stands still, so does
 * that thread.
 *
 * <p>Whoever stood still for too long has lost the lock when it goes on, and may not know yet. So a lock alone makes nothing
 * right: what the worker does has to be void once another has begun.
 */
public final class SessionLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SessionLock.class);

    /** For a worker that gives signs; the longest that one of them waits for anything is below a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String IN_FAILED_TRANSACTION = "25P02";

    private final String work;
    private final long key;
    private final Duration silence;
    private final Connection connection;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean held;
    private volatile long heard = System.nanoTime();
    private volatile @Nullable Sign last;

    /** See {@link Sessions#open}. */
    SessionLock(String work, long key, Duration silence, Connection connection) {
        this.work = work;
        this.key = key;
        this.silence = silence;
        this.connection = connection;
    }

    /** When the worker came round, and which thread it is. */
    private record Sign(Thread worker, long at) {}

    /** The session itself; its worker may use it, while others wait for their statements to end. */
    public Connection connection() {
        return connection;
    }

    /** Takes the lock, to keep it until this is closed or the session ends, unless another process has it. */
    public boolean tryLock() throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_try_advisory_lock(" + key + ")")) {
            row.next();
            if (!row.getBoolean(1)) {
                return false;
            }
        }
        keep();
        return true;
    }

    /**
     * Takes the lock as soon as whoever has it lets it go.
     *
     * @throws SQLException with the state {@code 55P03} when nobody does in time
     */
    public void awaitLock(Duration longest) throws SQLException {
        execute("set lock_timeout = " + longest.toMillis(), "select pg_advisory_lock(" + key + ")");
        keep();
    }

    private void keep() throws SQLException {
        held = true;
        long millis = silence.toMillis();
        execute(
                "set idle_session_timeout = " + millis,
                "set idle_in_transaction_session_timeout = " + millis,
                // Of an answer that nobody reads
                "set tcp_user_timeout = " + millis);
        heard = System.nanoTime();
        Thread heart = new Thread(this::beat, "lock-" + work);
        heart.setDaemon(true);
        heart.start();
    }

    private void beat() {
        try {
            while (!closed.await(silence.toMillis() / 5, TimeUnit.MILLISECONDS)) {
                Sign sign = last;
                if (sign != null && System.nanoTime() - sign.at() > PATIENCE.toNanos()) {
                    letGo(sign.worker());
                    return;
                }
                touch();
            }
        } catch (SQLException e) {
            log.debug("The session of the {} has ended; its worker notices at its next sign", work, e);
            heard = System.nanoTime() - silence.toNanos();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void letGo(Thread worker) throws SQLException {
        var where = new IllegalStateException("The worker stands here");
        where.setStackTrace(worker.getStackTrace());
        log.error(
                "The {} has not moved for {} minutes, so another process may take its place; start this one again",
                work,
                PATIENCE.toMinutes(),
                where);
        connection.abort(Runnable::run);
    }

    private void touch() throws SQLException {
        try {
            execute("select 1");
        } catch (SQLException e) {
            // The worker is about to undo it
            if (!IN_FAILED_TRANSACTION.equals(e.getSQLState())) {
                throw e;
            }
        }
        heard = System.nanoTime();
    }

    /**
     * The worker has come round once more. After the first sign more are awaited: a worker that gives none for minutes loses
     * the lock, though its process lives.
     *
     * @throws SQLException when the session has ended, because the process stood still for example
     */
    public void sign() throws SQLException {
        last = new Sign(Thread.currentThread(), System.nanoTime());
        if (System.nanoTime() - heard > silence.toNanos() / 2) {
            touch();
        }
    }

    private void execute(String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** A pool keeps the session, and with it the lock, when the connection is closed; so both are put back as they were. */
    @Override
    public void close() throws SQLException {
        closed.countDown();
        try (connection) {
            if (held && !connection.isClosed()) {
                execute(
                        "select pg_advisory_unlock(" + key + ")",
                        "reset idle_session_timeout",
                        "reset idle_in_transaction_session_timeout",
                        "reset tcp_user_timeout");
            }
        }
    }
}
