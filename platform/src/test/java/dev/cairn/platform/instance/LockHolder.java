package dev.cairn.platform.instance;

import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** A process that takes a lock, works, and says so when it has lost it. */
final class LockHolder {

    static final Duration SILENCE = Duration.ofSeconds(1);

    private LockHolder() {}

    /** @param arguments address, user, password, key, and a query that is its work */
    public static void main(String[] arguments) throws SQLException, InterruptedException {
        var connections = new PGSimpleDataSource();
        connections.setUrl(arguments[0]);
        connections.setUser(arguments[1]);
        connections.setPassword(arguments[2]);
        try (var lock = new Sessions(connections, SILENCE).open("holder", Long.parseLong(arguments[3]))) {
            if (!lock.tryLock()) {
                throw new IllegalStateException("Another has the lock");
            }
            System.out.println("has the lock");
            while (true) {
                lock.sign();
                try (var statement = lock.connection().createStatement();
                        var rows = statement.executeQuery(arguments[4])) {
                    rows.next();
                }
                Thread.sleep(1);
            }
        } catch (SQLException e) {
            System.out.println("has lost the lock");
        }
    }
}
