package dev.cairn.platform.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.platform.migration.Migrations;
import dev.cairn.platform.recovery.OperationStatus.State;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.TestServers;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class OperationRowsTest {

    private JdbcClient jdbc;
    private OperationRows rows;

    @BeforeEach
    void migrate() {
        ServiceDatabase database = TestServers.database("registry");
        new Migrations("registry", database.asOwner(), database.application(), database.reader()).migrate();
        jdbc = JdbcClient.create(database.asApplication());
        rows = new OperationRows(jdbc);
    }

    @Test
    void aRunWhoseProcessDiedHasFailedThoughNobodyStartsAnother() {
        UUID run = UUID.randomUUID();
        rows.begin(run, "rebuild", "admin");
        rows.save(run, State.RUNNING, 10, 60L, "Filling views");
        assertThat(rows.find(run).orElseThrow().state()).isEqualTo(State.RUNNING);

        jdbc.sql("update platform.operation set seen_at = now() - interval '61 seconds'")
                .update();

        assertThat(rows.find(run)).hasValueSatisfying(status -> {
            assertThat(status.state()).isEqualTo(State.FAILED);
            assertThat(status.message()).contains("died", "start it again");
            assertThat(status.finishedAt()).isNotNull();
        });
        assertThat(rows.begin(UUID.randomUUID(), "rebuild", "admin")).isTrue();
        assertThat(rows.save(run, State.DONE, 60, 60L, "It had only been paused"))
                .isFalse();
        assertThat(rows.find(run).orElseThrow().state()).isEqualTo(State.FAILED);
    }
}
