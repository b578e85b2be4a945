package dev.cairn.platform.instance;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * Opens the sessions of those who do what only one process of a service may do.
 *
 * @param connections of the application's role
 * @param silence after which PostgreSQL ends a session that has the lock and is not heard of
 */
public record Sessions(DataSource connections, Duration silence) {

    /** Longer than any statement may take, so that a connection to a machine that vanished is given up. */
    private static final int LONGEST_ANSWER_SECONDS = 90;

    /**
     * Each session on a connection that is opened for it.
     *
     * @param name as {@code pg_stat_activity} shows it
     */
    public static Sessions unpooled(JdbcConnectionDetails database, String name, InstanceProperties instances) {
        var connections = new PGSimpleDataSource();
        connections.setUrl(database.getJdbcUrl());
        connections.setUser(database.getUsername());
        connections.setPassword(database.getPassword());
        connections.setApplicationName(name);
        connections.setTcpKeepAlive(true);
        connections.setReWriteBatchedInserts(true);
        connections.setConnectTimeout(10);
        connections.setSocketTimeout(LONGEST_ANSWER_SECONDS);
        return new Sessions(connections, instances.silence());
    }

    /**
     * Opens one; nobody has its lock yet.
     *
     * @param work in one or two words, for the log
     * @param key of the advisory lock
     * @throws SQLException when PostgreSQL is away
     */
    public SessionLock open(String work, long key) throws SQLException {
        return new SessionLock(work, key, silence, connections.getConnection());
    }
}
