package dev.cairn.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.audit.LogEvent.Finding;
import dev.cairn.platform.eventstore.EventRows;
import dev.cairn.platform.migration.Migrations;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@Clause("IMM-3")
class RowsCheckTest {

    private final ServiceDatabase database = TestServers.database("audit");

    RowsCheckTest() {
        new Migrations("audit", database.asOwner(), database.application(), database.reader()).migrate();
    }

    private void store(int bytes, int count) throws SQLException {
        try (var connection = database.asApplication().getConnection();
                var insert = connection.prepareStatement(EventRows.INSERT)) {
            connection.setAutoCommit(false);
            for (int i = 0; i < count; i++) {
                EventRows.bind(insert, Recorded.event("version:fraud/" + UUID.randomUUID(), new byte[bytes]));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private void asSuperuser(String sql) throws SQLException {
        String name = database.url().replaceAll(".*/([^/?]+).*", "$1");
        try (var connection = TestServers.postgres().superuser(name).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Reading read(String url) {
        var store = new VerificationProperties.Store(
                url, database.reader(), database.passwords().reader());
        var entries = LogEntries.read(0, bundle -> new byte[0][]);
        var findings = new Findings();
        var reading = new Reading(new Witnessed(entries), new RegisteredContent(findings), findings, new Progress());
        new RowsCheck("registry", store).run(reading);
        return reading;
    }

    @Test
    void eventsOfAnySizeAreReadWithoutHoldingManyOfThemAtOnce() throws SQLException {
        store(1000, 6000);
        store(1024 * 1024, 30);
        store(4 * 1024 * 1024, 3);
        store(1000, 10);
        // The driver refuses an answer that takes more; data comes as two characters a byte
        Reading reading = read(database.url() + (database.url().contains("?") ? "&" : "?") + "maxResultBuffer=30M");

        assertThat(reading.progress().counts()).isEqualTo(Map.of("event rows", 6043L));
        assertThat(reading.seen().suspects()).hasSize(6043);
        assertThat(reading.findings().found().total()).isZero();
    }

    @Test
    void aRowFromWhichNoEventCanBeReadIsNamedAndStopsNothing() throws SQLException {
        store(10, 3);
        asSuperuser("alter table events.event alter column id type text using 'x' || id");

        Reading reading = read(database.url());

        assertThat(reading.progress().counts()).isEqualTo(Map.of("event rows", 3L));
        assertThat(reading.findings().found().first())
                .extracting(Finding::where)
                .contains("registry events.event row 1", "registry events.event row 2", "registry events.event row 3");
    }
}
