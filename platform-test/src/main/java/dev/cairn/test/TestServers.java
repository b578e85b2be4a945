package dev.cairn.test;

import dev.cairn.embedded.EmbeddedBroker;
import dev.cairn.embedded.EmbeddedDatabase;
import dev.cairn.embedded.KafkaServer;
import dev.cairn.postgres.PostgresServer;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.docker.Docker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * One PostgreSQL and one Kafka broker for all tests of this JVM, started at first use and gone with it: in containers where
 * Docker runs, embedded where not. A test that needs more of a server than its address starts its own.
 */
public final class TestServers {

    /** Unpacked once a machine, not once a run. */
    private static final Path BINARIES = Path.of(System.getProperty("java.io.tmpdir"), "cairn-postgres-binaries");

    private static final Logger log = LoggerFactory.getLogger(TestServers.class);

    private TestServers() {}

    public static PostgresServer postgres() {
        return Postgres.SERVER;
    }

    public static KafkaServer kafka() {
        return Kafka.SERVER;
    }

    /** An empty database with a name that no other test has; owned by the superuser. */
    public static String freshDatabase(String purpose) {
        String name = uniqueName(purpose).replace('-', '_');
        try (var connection = postgres().superuser("postgres").getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("No database " + name + ": " + e.getMessage(), e);
        }
        return name;
    }

    /** A database for {@code service} that no other test has, with its roles; nothing is migrated yet. */
    public static ServiceDatabase database(String service) {
        synchronized (Postgres.class) {
            return ServiceDatabase.establish(
                    postgres(),
                    service,
                    uniqueName(service).replace('-', '_'),
                    new ServiceDatabase.Passwords("owner-of-a-test", "service-of-a-test", "reader-of-a-test"));
        }
    }

    /** {@code purpose} with a suffix that makes it unique: lower-case letters, digits and '-'. */
    public static String uniqueName(String purpose) {
        return purpose + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static Path temporary(String name) {
        try {
            return Files.createTempDirectory("cairn-test-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A broker whose directory vanishes below it ends the JVM with an error, so it is stopped first. */
    private static <T extends AutoCloseable> T untilTheEnd(Path directory, T server) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try (server) {
                log.debug("Stopping {}", server);
            } catch (Exception e) {
                log.warn("A test server did not stop", e);
            } finally {
                FileSystemUtils.deleteRecursively(directory.toFile());
            }
        }));
        return server;
    }

    private static ServerChoice choice() {
        var choice = ServerChoice.make(System.getProperty(ServerChoice.PROPERTY), Docker::lack);
        log.info("{}", choice);
        return choice;
    }

    private static final class Chosen {
        static final ServerChoice CHOICE = choice();
    }

    private static final class Postgres {
        static final PostgresServer SERVER = Chosen.CHOICE.server(Docker::postgres, () -> start(temporary("postgres")));

        private static EmbeddedDatabase start(Path directory) {
            return untilTheEnd(directory, EmbeddedDatabase.start(directory, BINARIES, 0));
        }
    }

    private static final class Kafka {
        static final KafkaServer SERVER = Chosen.CHOICE.server(Docker::kafka, () -> start(temporary("kafka")));

        private static EmbeddedBroker start(Path directory) {
            return untilTheEnd(directory, EmbeddedBroker.start(directory, 0, 0));
        }
    }
}
