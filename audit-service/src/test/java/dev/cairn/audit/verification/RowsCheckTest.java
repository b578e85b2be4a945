package dev.cairn.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.embedded.ServiceDatabase;
import dev.cairn.platform.eventstore.EventRows;
import dev.cairn.platform.migration.Migrations;
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

    @Test
    void eventsOfAnySizeAreReadWithoutHoldingManyOfThemAtOnce() throws SQLException {
        store(1000, 6000);
        store(1024 * 1024, 30);
        store(4 * 1024 * 1024, 3);
        store(1000, 10);
        // The driver refuses an answer that takes more; data comes as two characters a byte
        String url = database.url() + (database.url().contains("?") ? "&" : "?") + "maxResultBuffer=30M";
        var store = new VerificationProperties.Store(
                url, database.reader(), database.passwords().reader());
        var entries = LogEntries.read(0, bundle -> new byte[0][]);
        var findings = new Findings();
        var progress = new Progress();
        var reading = new Reading(new Witnessed(entries), new RegisteredContent(findings), findings, progress);

        new RowsCheck("registry", store).run(reading);

        assertThat(progress.counts()).isEqualTo(Map.of("event rows", 6043L));
        assertThat(reading.seen().suspects()).hasSize(6043);
        assertThat(findings.found().total()).isZero();
    }
}
