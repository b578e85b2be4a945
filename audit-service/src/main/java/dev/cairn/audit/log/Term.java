package dev.cairn.audit.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The right to be the one sequencer, held as long as a database connection lives. A predecessor whose connection was cut
 * without its knowing is fenced: its number is no longer the current one, which every transaction checks.
 */
final class Term implements AutoCloseable {

    /** Key of the advisory lock; the bytes of "tlog". */
    private static final long LOCK = 0x746c6f67L;

    private final long number;
    private final Connection connection;
    private final JdbcTemplate jdbc;

    private Term(long number, Connection connection, JdbcTemplate jdbc) {
        this.number = number;
        this.connection = connection;
        this.jdbc = jdbc;
    }

    /**
     * @param atLeast a number below that of the term, such as the latest that left something in the write-once store
     * @return empty while another holds it
     */
    static Optional<Term> begin(JdbcTemplate jdbc, long atLeast) throws SQLException {
        Connection connection = Objects.requireNonNull(jdbc.getDataSource()).getConnection();
        try {
            if (lock(connection)) {
                return Optional.of(new Term(next(jdbc, atLeast), connection, jdbc));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException | RuntimeException e) {
            release(connection);
            throw e;
        }
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Waits for a predecessor's transaction that is under way, so that its rows are seen or it is fenced. */
    private static long next(JdbcTemplate jdbc, long atLeast) {
        @Nullable
        Long next = jdbc.queryForObject(
                "update log.term set number = greatest(number, ?) + 1 returning number", Long.class, atLeast);
        if (next == null) {
            throw new IllegalStateException("The table log.term has lost its row; insert one with number 0");
        }
        return next;
    }

    long number() {
        return number;
    }

    /**
     * Holds the current term for the rest of the transaction.
     *
     * @throws Ended when another sequencer has begun
     */
    void check() {
        List<Long> current =
                jdbc.queryForList("select number from log.term where number = ? for share", Long.class, number);
        if (current.isEmpty()) {
            throw new Ended(number);
        }
    }

    @Override
    public void close() throws SQLException {
        release(connection);
    }

    /** A pool keeps the session, and with it the lock, when the connection is closed. */
    private static void release(Connection connection) throws SQLException {
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock(" + LOCK + ")");
        }
    }

    static final class Ended extends RuntimeException {
        Ended(long number) {
            super("Term " + number + " has ended: another sequencer has taken over");
        }
    }
}
