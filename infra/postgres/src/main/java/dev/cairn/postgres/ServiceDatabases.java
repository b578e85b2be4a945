package dev.cairn.postgres;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Prepares a PostgreSQL server for Cairn: {@code ServiceDatabases FILE}. Databases ({@code cairn_<service>}), roles and rights
 * that are missing are made, and roles that are there get these passwords. It may run again at any time.
 *
 * <pre>
 * url = jdbc:postgresql://HOST:PORT/?sslmode=verify-full&amp;sslrootcert=…
 * user = postgres                    may make databases and roles
 * password = …
 * &lt;service&gt;.owner = …                for each service the passwords of its three roles, see {@link ServiceDatabase}
 * &lt;service&gt;.application = …
 * &lt;service&gt;.reader = …
 * </pre>
 */
public final class ServiceDatabases {

    private static final List<String> SERVICES = List.of("registry", "approval", "deployment", "lineage", "audit");

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private ServiceDatabases() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 1) {
            end("Say which file has the settings: ServiceDatabases FILE");
        }
        try {
            establish(read(Path.of(arguments[0])));
        } catch (SQLException | IllegalStateException | IllegalArgumentException e) {
            end(String.valueOf(e.getMessage()));
        }
    }

    private static void end(String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }

    private static Properties read(Path file) throws IOException {
        var settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        return settings;
    }

    /** @throws SQLException when the server is not there within minutes, or does not know user and password */
    static void establish(Properties settings) throws SQLException, InterruptedException {
        var server = new Server(required(settings, "url"), required(settings, "user"), required(settings, "password"));
        server.await();
        for (String service : SERVICES) {
            ServiceDatabase.establish(
                    server,
                    service,
                    "cairn_" + service,
                    new ServiceDatabase.Passwords(
                            required(settings, service + ".owner"),
                            required(settings, service + ".application"),
                            required(settings, service + ".reader")));
        }
        System.out.println(
                "PostgreSQL is ready for Cairn: a database and three roles for each of " + String.join(", ", SERVICES));
    }

    private static String required(Properties settings, String key) {
        String value = settings.getProperty(key, "").strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The settings have no " + key);
        }
        return value;
    }

    private record Server(String url, String user, String password) implements PostgresServer {

        @Override
        public String url(String database) {
            int query = url.indexOf('?');
            String base = query < 0 ? url : url.substring(0, query);
            String parameters = query < 0 ? "" : url.substring(query);
            return (base.endsWith("/") ? base : base + "/") + database + parameters;
        }

        @Override
        public DataSource superuser(String database) {
            var connections = new PGSimpleDataSource();
            connections.setUrl(url(database));
            connections.setUser(user);
            connections.setPassword(password);
            return connections;
        }

        void await() throws SQLException, InterruptedException {
            Instant limit = Instant.now().plus(PATIENCE);
            while (true) {
                try {
                    superuser("postgres").getConnection().close();
                    return;
                } catch (SQLException e) {
                    // 08: no connection; 57P03: it is starting. Anything else will not pass by waiting
                    String state = String.valueOf(e.getSQLState());
                    if (!(state.startsWith("08") || state.equals("57P03"))
                            || Instant.now().isAfter(limit)) {
                        throw e;
                    }
                    System.err.println("PostgreSQL does not answer yet: " + e.getMessage());
                    Thread.sleep(PAUSE.toMillis());
                }
            }
        }

        /** Never shows the password. */
        @Override
        public String toString() {
            return user + " at " + url;
        }
    }
}
