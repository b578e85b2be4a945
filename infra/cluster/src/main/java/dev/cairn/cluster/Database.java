package dev.cairn.cluster;

import dev.cairn.embedded.EmbeddedDatabase;
import dev.cairn.postgres.PostgresServer;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.standalone.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** PostgreSQL. It is started by its own programs, which leave its main process behind. */
final class Database extends Part {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    Database(ClusterDirectory directory, Ports ports) {
        super("postgres", directory, ports.postgres());
    }

    private Path data() {
        return directory().resolve("postgres");
    }

    @Override
    List<String> command() {
        throw new UnsupportedOperationException("PostgreSQL is started by its own programs");
    }

    @Override
    @SuppressWarnings("resource") // Nobody closes it here: it is to stay
    void start() {
        try {
            EmbeddedDatabase.prepare(data());
            var server = EmbeddedDatabase.start(data(), directory().resolve("postgres-binaries"), port());
            process().remember(server.processId());
        } catch (RuntimeException e) {
            throw new ClusterFailure(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    boolean ready() {
        return Connections.accepted(port());
    }

    /** PostgreSQL's fast shutdown: it does not wait for those who are connected. */
    @Override
    void stop() {
        resume();
        process().signalParent("INT");
        process().awaitEnd(STOP_LIMIT);
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    DataSource superuser(String database) {
        return EmbeddedDatabase.superuser(data(), url(database));
    }

    /** Makes the service's database and roles, or finds them. */
    ServiceDatabase establish(Service service) {
        return ServiceDatabase.establish(new Server(this), service.text(), database(service), passwords(service));
    }

    /** As it was established. */
    ServiceDatabase of(Service service) {
        return new ServiceDatabase(service.text(), url(database(service)), passwords(service));
    }

    private static String database(Service service) {
        return "cairn_" + service.text();
    }

    private ServiceDatabase.Passwords passwords(Service service) {
        String name = "postgres." + service.text();
        return new ServiceDatabase.Passwords(
                directory().secret(name + ".owner"),
                directory().secret(name),
                directory().secret(name + ".reader"));
    }

    private record Server(Database database) implements PostgresServer {

        @Override
        public String url(String name) {
            return database.url(name);
        }

        @Override
        public DataSource superuser(String name) {
            return database.superuser(name);
        }
    }
}
