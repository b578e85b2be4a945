package dev.cairn.test.docker;

import dev.cairn.embedded.KafkaServer;
import dev.cairn.postgres.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.common.utils.AppInfoParser;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The servers in their containers: of the versions that are embedded, told the same, and gone with this JVM. */
final class Containers {

    static final DockerImageName POSTGRES = DockerImageName.parse("postgres:18.6");
    static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:" + AppInfoParser.getVersion());

    private static final String SUPERUSER = "postgres";

    private Containers() {}

    static PostgresServer postgres() {
        String password = UUID.randomUUID().toString();
        List<String> command = new ArrayList<>(List.of("postgres"));
        PostgresServer.SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        var container = new PostgreSQLContainer(POSTGRES)
                .withUsername(SUPERUSER)
                .withPassword(password)
                .withDatabaseName(SUPERUSER)
                // The image's own locale sorts text otherwise than a server does that was told none
                .withEnv("POSTGRES_INITDB_ARGS", "--encoding=UTF8 --locale=C")
                // In the place of Testcontainers' own, which switches fsync off
                .withCommand(command.toArray(String[]::new));
        container.start();
        String server = "jdbc:postgresql://" + container.getHost() + ":"
                + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + "/";
        return new Postgres(server, password);
    }

    static KafkaServer kafka() {
        var container = new KafkaContainer(KAFKA);
        KafkaServer.SETTINGS.forEach((name, value) -> container.withEnv(variable(name), value));
        container.start();
        String bootstrapServers = container.getBootstrapServers();
        return () -> bootstrapServers;
    }

    /** As the image wants to be told a setting. */
    private static String variable(String setting) {
        return "KAFKA_" + setting.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private record Postgres(String server, String password) implements PostgresServer {

        @Override
        public String url(String database) {
            return server + database;
        }

        @Override
        public DataSource superuser(String database) {
            var connections = new PGSimpleDataSource();
            connections.setUrl(url(database));
            connections.setUser(SUPERUSER);
            connections.setPassword(password);
            return connections;
        }
    }
}
