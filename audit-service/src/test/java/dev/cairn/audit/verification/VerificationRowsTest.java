package dev.cairn.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.audit.verification.Verifications.Run;
import dev.cairn.audit.verification.Verifications.State;
import dev.cairn.platform.migration.Migrations;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.TestServers;
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

    private static void isDead(VerificationStatus status) {
        assertThat(status.state()).isEqualTo(State.FAILED);
        assertThat(status.problem()).contains("died or hangs");
        assertThat(status.ended()).isNotNull();
    }
}
