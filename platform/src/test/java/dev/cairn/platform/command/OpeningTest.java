package dev.cairn.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.migration.Migrations;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class OpeningTest {

    private static final Write WRITE = new Write(
            new Cause(Actor.of("https://id.example#mia"), null, "correlation", null, null),
            "model:fraud",
            "POST /models",
            "a-key",
            Sha256Digest.of(new byte[0]));

    private static ServiceDatabase database;

    @BeforeAll
    static void migrate() {
        database = TestServers.database("registry");
        new Migrations("registry", database.asOwner(), database.application(), database.reader()).migrate();
    }

    @Test
    void seesWhatWasCommittedWhileItWaitedForTheLock() throws Exception {
        try (Connection first = begun(Connection.TRANSACTION_READ_COMMITTED);
                Connection second = begun(Connection.TRANSACTION_READ_COMMITTED)) {
            opening(first).open(WRITE);
            var waiting = CompletableFuture.supplyAsync(() -> opening(second).open(WRITE));
            awaitWaiter();

            try (var statement = first.createStatement()) {
                statement.execute("insert into platform.idempotent_request (actor, route, key, body_digest, answer)"
                        + " values ('https://id.example#mia', 'POST /models', 'a-key', 'digest', 'answer')");
            }
            first.commit();

            assertThat(waiting.get().given()).isEqualTo(new Opening.Given("digest", "answer"));
        }
    }

    @Test
    void refusesAnIsolationUnderWhichItWouldNotSeeThat() throws SQLException {
        try (Connection connection = begun(Connection.TRANSACTION_REPEATABLE_READ)) {
            assertThatThrownBy(() -> opening(connection).open(WRITE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("needs READ COMMITTED")
                    .hasMessageContaining("has repeatable read");
        }
    }

    private static Connection begun(int isolation) throws SQLException {
        Connection connection = database.asApplication().getConnection();
        connection.setTransactionIsolation(isolation);
        connection.setAutoCommit(false);
        return connection;
    }

    private static Opening opening(Connection connection) {
        return new Opening(new JdbcTemplate(new SingleConnectionDataSource(connection, true)));
    }

    private static void awaitWaiter() throws SQLException {
        try (Connection connection = database.asOwner().getConnection();
                var waiting = connection.prepareStatement("select exists (select from pg_locks l join pg_database d"
                        + " on d.oid = l.database where d.datname = current_database()"
                        + " and l.locktype = 'advisory' and not l.granted)")) {
            boolean found = false;
            while (!found) {
                try (var row = waiting.executeQuery()) {
                    row.next();
                    found = row.getBoolean(1);
                }
            }
        }
    }
}
