package dev.cairn.audit.log;

import dev.cairn.platform.instance.SessionLock;
import dev.cairn.platform.instance.Sessions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The right to be the one sequencer, held as long as a database session lives. A predecessor that lost its session without
 * knowing, because it stood still or the connection was cut, is fenced: its number is no longer the current one, which every
 * transaction checks.
 */
final class Term implements AutoCloseable {

    /** Key of the advisory lock; the bytes of "tlog". */
    private static final long LOCK = 0x746c6f67L;

    private final long number;
    private final SessionLock session;
    private final JdbcTemplate jdbc;

    private Term(long number, SessionLock session, JdbcTemplate jdbc) {
        this.number = number;
        this.session = session;
        this.jdbc = jdbc;
    }

    /**
     * @param atLeast a number below that of the term, such as the latest that left something in the write-once store
     * @return empty while another holds it
     */
    static Optional<Term> begin(Sessions sessions, JdbcTemplate jdbc, long atLeast) throws SQLException {
        SessionLock session = sessions.open("sequencer", LOCK);
        try {
            if (session.tryLock()) {
                return Optional.of(new Term(next(jdbc, atLeast), session, jdbc));
            }
            session.close();
            return Optional.empty();
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
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

    /** See {@link SessionLock#sign}. */
    void sign() throws SQLException {
        session.sign();
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }

    static final class Ended extends RuntimeException {
        Ended(long number) {
            super("Term " + number + " has ended: another sequencer has taken over");
        }
    }
}
