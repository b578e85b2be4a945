package dev.cairn.platform.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A connection of the inbox's own with the lock that makes one process of a service read at a time. It only keeps others
 * from doing the same work: what is right is decided by positions and sequences, with or without it.
 */
final class InboxLock implements AutoCloseable {

    /** Key of the session's advisory lock; the bytes of "inbox". */
    private static final long KEY = 0x696e626f78L;

    private final Connection connection;

    private InboxLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param connections of the application's role, not pooled
     * @throws SQLException when PostgreSQL is away
     */
    static InboxLock open(DataSource connections) throws SQLException {
        return new InboxLock(connections.getConnection());
    }

    /** Takes the lock for as long as the connection lives, unless another process has it. */
    boolean tryLock() throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_try_advisory_lock(" + KEY + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
