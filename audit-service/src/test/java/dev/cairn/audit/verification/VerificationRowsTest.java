package dev.cairn.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.cairn.audit.verification.Verifications.Run;
import dev.cairn.audit.verification.Verifications.State;
import dev.cairn.platform.migration.Migrations;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.TestServers;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class VerificationRowsTest {

    private JdbcClient jdbc;
    private VerificationRows here;
    private VerificationRows there;

    @BeforeEach
    void migrate() {
        ServiceDatabase database = TestServers.database("audit");
        new Migrations("audit", database.asOwner(), database.application(), database.reader()).migrate();
        jdbc = JdbcClient.create(database.asApplication());
        here = new VerificationRows(jdbc);
        there = new VerificationRows(JdbcClient.create(database.asApplication()));
    }

    @Test
    void oneRunsAtATimeAndEveryInstanceTellsOfIt() {
        VerificationStatus begun = new Run().status();
        assertThat(here.begin(begun)).isTrue();

        assertThat(there.begin(new Run().status())).isFalse();
        assertThat(there.running()).contains(begun);
        assertThat(there.find(begun.id())).contains(begun);
        assertThat(there.all()).containsExactly(begun);
    }

    @Test
    void oneWhoseProcessDiedHasFailedAndAnotherMayBegin() {
        VerificationStatus died = new Run().status();
        here.begin(died);
        jdbc.sql("update log.verification set seen_at = now() - interval '61 seconds'")
                .update();

        assertThat(there.running()).isEmpty();
        assertThat(there.find(died.id())).hasValueSatisfying(VerificationRowsTest::isDead);
        assertThat(there.begin(new Run().status())).isTrue();
        here.save(died);
        assertThat(there.find(died.id())).hasValueSatisfying(VerificationRowsTest::isDead);
        assertThat(there.lastTotal()).isZero();
    }

    @Test
    void whatWasReadStaysInTheOrderOfTheAlphabet() {
        var progress = new Progress();
        progress.read("anchors", 1);
        progress.read("bytes of content", 2);
        progress.read("tiles", 3);
        UUID id = UUID.randomUUID();

        here.begin(VerificationStatus.of(id, State.RUNNING, Instant.now(), null, progress, null, null));

        assertThat(there.find(id).orElseThrow().checked())
                .containsExactly(entry("anchors", 1L), entry("bytes of content", 2L), entry("tiles", 3L));
    }

    private static void isDead(VerificationStatus status) {
        assertThat(status.state()).isEqualTo(State.FAILED);
        assertThat(status.problem()).contains("died or hangs");
        assertThat(status.ended()).isNotNull();
    }
}
