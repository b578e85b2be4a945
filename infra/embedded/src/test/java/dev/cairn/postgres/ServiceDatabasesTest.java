package dev.cairn.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.embedded.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Here, since it takes a server. */
class ServiceDatabasesTest {

    @TempDir
    private static Path directory;

    private static EmbeddedDatabase server;

    @BeforeAll
    static void start() {
        server = EmbeddedDatabase.start(directory.resolve("data"), directory.resolve("binaries"), 0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whoeverMayMakeDatabasesAndRolesPreparesAServer_andAgain() throws Exception {
        execute(
                server.superuser("postgres"),
                "create role administrator login createdb createrole password 'administrators'");
        Properties settings = settings();

        ServiceDatabases.establish(settings);
        settings.setProperty("audit.application", "another-password");
        ServiceDatabases.establish(settings);

        execute(as("cairn_registry", "registry_owner", "registry-owner"), "create schema mine");
        execute(as("cairn_audit", "audit", "another-password"), "select 1");
        assertThatThrownBy(() -> execute(as("cairn_audit", "registry", "registry-application"), "select 1"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void whoeverOnlyReadsCanStopNobodyByALock() throws Exception {
        var passwords = new ServiceDatabase.Passwords("owner-password", "application", "reader-password");
        ServiceDatabase.establish(server, "scribe", "cairn_scribe", passwords);
        var scribe = ServiceDatabase.establish(server, "scribe", "cairn_scribe", passwords);

        for (String lock : List.of(
                "pg_advisory_lock(1)",
                "pg_try_advisory_lock(1)",
                "pg_advisory_xact_lock_shared(1, 2)",
                "lo_create(0)")) {
            execute(scribe.asApplication(), "select " + lock);
            assertThatThrownBy(() -> execute(scribe.asReader(), "select " + lock))
                    .hasMessageContaining("permission denied for function");
        }
    }

    @Test
    void aRoleThatMayMoreThanAServiceNeedsIsRefused() throws Exception {
        execute(server.superuser("postgres"), "create role clerk_owner superuser");
        var passwords = new ServiceDatabase.Passwords("owner-password", "application", "reader-password");

        assertThatThrownBy(() -> ServiceDatabase.establish(server, "clerk", "cairn_clerk", passwords))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("alter role clerk_owner nosuperuser");
    }

    @Test
    void whatIsMissingInTheSettingsIsNamed() {
        var settings = new Properties();
        settings.setProperty("url", "jdbc:postgresql://127.0.0.1:1/");
        settings.setProperty("user", "postgres");

        assertThatThrownBy(() -> ServiceDatabases.establish(settings)).hasMessage("The settings have no password");
    }

    private static Properties settings() {
        var settings = new Properties();
        settings.setProperty("url", server.url("") + "?ApplicationName=set-up");
        settings.setProperty("user", "administrator");
        settings.setProperty("password", "administrators");
        for (String service : List.of("registry", "approval", "deployment", "lineage", "audit")) {
            for (String role : List.of("owner", "application", "reader")) {
                settings.setProperty(service + "." + role, service + "-" + role);
            }
        }
        return settings;
    }

    private static DataSource as(String database, String user, String password) {
        var connections = new PGSimpleDataSource();
        connections.setUrl(server.url(database));
        connections.setUser(user);
        connections.setPassword(password);
        return connections;
    }

    private static void execute(DataSource connections, String statement) throws SQLException {
        try (var connection = connections.getConnection();
                var executing = connection.createStatement()) {
            executing.execute(statement);
        }
    }
}
