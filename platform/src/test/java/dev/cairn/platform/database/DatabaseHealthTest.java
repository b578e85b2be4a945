package dev.cairn.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.TestServers;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.JdbcTemplate;

/** A service of one connection. */
@Timeout(120)
class DatabaseHealthTest {

    private final HikariDataSource connections = connections();
    private final DatabaseHealth health = new DatabaseHealth(new JdbcTemplate(connections));

    private static HikariDataSource connections() {
        ServiceDatabase database = TestServers.database("registry");
        var settings = new HikariConfig();
        settings.setJdbcUrl(database.url());
        settings.setUsername(database.application());
        settings.setPassword(database.passwords().application());
        settings.setMaximumPoolSize(1);
        settings.setConnectionTimeout(600_000);
        return new HikariDataSource(settings);
    }

    @AfterEach
    void close() {
        health.close();
        connections.close();
    }

    @Test
    void isUpWherePostgresqlAnswers() {
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void saysThatNothingAnswersLongBeforeAConnectionIsGivenUp_andThatItDoesAgain() throws Exception {
        Connection only = connections.getConnection();
        Health first = health.health();
        Health second = health.health();

        assertThat(first.getStatus()).isEqualTo(Status.DOWN);
        assertThat(first.getDetails().get("detail")).asString().contains("has not answered");
        assertThat(second.getStatus()).isEqualTo(Status.DOWN);

        only.close();
        Health last = health.health();
        while (last.getStatus().equals(Status.DOWN)) {
            last = health.health();
        }
        assertThat(last.getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void saysWhyWherePostgresqlRefuses() {
        connections.close();

        assertThat(health.health().getDetails().get("detail")).asString().contains("closed");
    }
}
