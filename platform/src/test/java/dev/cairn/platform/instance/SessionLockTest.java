package dev.cairn.platform.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.ChildProcess;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Clause({"REG-3", "REG-4"})
@Timeout(180)
class SessionLockTest {

    private static final AtomicLong KEYS = new AtomicLong();

    private static ServiceDatabase database;

    private final long key = KEYS.incrementAndGet();

    @BeforeAll
    static void make() {
        database = TestServers.database("locks");
    }

    @Test
    void isFreeWhenItsProcessDies() throws Exception {
        holder("select 1").close();

        awaitFree();
    }

    @Test
    void isFreeWhenItsProcessStandsStillAndThatOneNoticesWhenItGoesOn() throws Exception {
        try (var holder = holder("select 1")) {
            holder.standStill();
            awaitFree();

            holder.goOn();

            holder.awaitLine("has lost the lock");
        }
    }

    /** More than the buffers between the two hold, so that PostgreSQL waits for somebody to read it. */
    @Test
    void isFreeWhenItsProcessStandsStillBeforeAnAnswerThatItDoesNotRead() throws Exception {
        try (var holder = holder("select repeat('x', 1000) from generate_series(1, 50000)")) {
            holder.standStill();

            awaitFree();
        }
    }

    @Test
    void staysWithAWorkerThatWaitsForSomethingElse() throws Exception {
        Duration silence = Duration.ofSeconds(3);
        try (var lock = new Sessions(database.asApplication(), silence).open("test", key);
                var other = sessions().open("test", key)) {
            assertThat(lock.tryLock()).isTrue();

            Thread.sleep(silence.plusSeconds(1).toMillis());

            assertThat(other.tryLock()).isFalse();
            lock.sign();
        }
    }

    /** As of a pool, which keeps the session. */
    @Test
    void isFreeAndItsSessionAsItWasWhenItIsClosed() throws Exception {
        try (var pool = new HikariDataSource()) {
            pool.setDataSource(database.asApplication());
            pool.setMaximumPoolSize(1);
            try (var lock = new Sessions(pool, LockHolder.SILENCE).open("test", key)) {
                assertThat(lock.tryLock()).isTrue();
            }

            awaitFree();
            try (var connection = pool.getConnection();
                    var statement = connection.createStatement();
                    var row = statement.executeQuery("show idle_session_timeout")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("0");
            }
        }
    }

    @Test
    void tellsItsWorkerThatTheSessionWasEnded() throws Exception {
        try (var lock = sessions().open("test", key)) {
            assertThat(lock.tryLock()).isTrue();

            end(lock);

            assertThatThrownBy(() -> {
                        while (true) {
                            lock.sign();
                        }
                    })
                    .isInstanceOf(SQLException.class);
        }
    }

    private ChildProcess holder(String work) {
        var holder = ChildProcess.start(
                LockHolder.class,
                database.url(),
                database.application(),
                database.passwords().application(),
                Long.toString(key),
                work);
        holder.awaitLine("has the lock");
        return holder;
    }

    private static Sessions sessions() {
        return new Sessions(database.asApplication(), LockHolder.SILENCE);
    }

    private void awaitFree() throws SQLException, InterruptedException {
        try (var other = sessions().open("test", key)) {
            long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (!other.tryLock()) {
                assertThat(System.nanoTime())
                        .as("it is free within two minutes")
                        .isLessThan(until);
                Thread.sleep(10);
            }
        }
    }

    private static void end(SessionLock lock) throws SQLException {
        try (var own = lock.connection().createStatement();
                var row = own.executeQuery("select pg_backend_pid()")) {
            row.next();
            try (var connection = database.asApplication().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("select pg_terminate_backend(" + row.getInt(1) + ")");
            }
        }
    }
}
