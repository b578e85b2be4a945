package dev.cairn.platform.command;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

/**
 * How every write begins: the lock, and what is to be known under it. Three statements in one round trip; PostgreSQL runs one
 * after the other, each with a snapshot of its own, so those behind the lock see everything that its earlier holders
 * committed. That takes READ COMMITTED, and is refused otherwise.
 */
final class Opening {

    /** Draws no transaction id, so whoever gets the lock later also gets a later id. */
    private static final String LOCK = "select " + SwapLock.SHARED + ", pg_advisory_xact_lock(hashtextextended(?, 0))";

    private static final String SITUATION =
            "select " + Situation.COLUMNS + ", current_setting('transaction_isolation') as isolation";

    private static final String GIVEN =
            "select body_digest, answer from platform.idempotent_request where actor = ? and route = ? and key = ?";

    private static final String OPENING = String.join(";", LOCK, SITUATION, GIVEN);

    private final JdbcTemplate jdbc;

    Opening(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param given under the write's idempotency key; absent where it came without one, or for the first time */
    record Opened(Situation situation, @Nullable Given given) {}

    /**
     * @param bodyDigest of the request that was answered
     * @param answer as JSON
     */
    record Given(String bodyDigest, String answer) {}

    /**
     * Waits for the lock; it is held until the transaction ends.
     *
     * @throws CannotAcquireLockException when nobody lets it go in time
     */
    Opened open(Write write) {
        return Objects.requireNonNull(jdbc.execute(OPENING, (PreparedStatement opening) -> {
            opening.setString(1, write.lock());
            opening.setString(2, write.lock());
            opening.setString(3, write.cause().actor().toString());
            opening.setString(4, write.route());
            opening.setString(5, write.idempotencyKey());
            opening.execute();
            opening.getMoreResults();
            return read(opening);
        }));
    }

    /** What is under the write's idempotency key; takes no lock. */
    @Nullable
    Given givenSoFar(Write write) {
        ResultSetExtractor<@Nullable Given> reading = Opening::given;
        return jdbc.query(GIVEN, reading, write.cause().actor().toString(), write.route(), write.idempotencyKey());
    }

    private static Opened read(PreparedStatement opening) throws SQLException {
        ResultSet row = opening.getResultSet();
        row.next();
        if (!row.getString("isolation").equals("read committed")) {
            throw new IllegalStateException(
                    "A write needs READ COMMITTED to see what was committed before it got the lock,"
                            + " and the connection has " + row.getString("isolation")
                            + "; set default_transaction_isolation of the database or role back");
        }
        Situation situation = Situation.read(row);
        opening.getMoreResults();
        return new Opened(situation, given(opening.getResultSet()));
    }

    private static @Nullable Given given(ResultSet given) throws SQLException {
        return given.next() ? new Given(given.getString("body_digest"), given.getString("answer")) : null;
    }
}
