package dev.cairn.audit;

import static dev.cairn.audit.TamperedSystem.AUDIT;
import static dev.cairn.audit.TamperedSystem.EVENTS;
import static dev.cairn.audit.TamperedSystem.MODEL;
import static dev.cairn.audit.TamperedSystem.VERSION;
import static dev.cairn.audit.TamperedSystem.WEIGHTS;
import static dev.cairn.audit.TamperedSystem.altered;
import static dev.cairn.audit.TamperedSystem.auditSql;
import static dev.cairn.audit.TamperedSystem.awaitRest;
import static dev.cairn.audit.TamperedSystem.blob;
import static dev.cairn.audit.TamperedSystem.clean;
import static dev.cairn.audit.TamperedSystem.deleted;
import static dev.cairn.audit.TamperedSystem.deletedRow;
import static dev.cairn.audit.TamperedSystem.findings;
import static dev.cairn.audit.TamperedSystem.flipped;
import static dev.cairn.audit.TamperedSystem.foundAfter;
import static dev.cairn.audit.TamperedSystem.index;
import static dev.cairn.audit.TamperedSystem.more;
import static dev.cairn.audit.TamperedSystem.newestAnchorWithin;
import static dev.cairn.audit.TamperedSystem.recorded;
import static dev.cairn.audit.TamperedSystem.row;
import static dev.cairn.audit.TamperedSystem.sql;
import static dev.cairn.audit.TamperedSystem.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EventCodec;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a verification finds when somebody alters events and content behind everybody's back, and that it finds nothing else. */
@Clause({"IMM-3", "IMM-4", "AUD-2"})
class TamperedEventsTest {

    /** What was altered is put back by each test: from then on nothing is found any more. */
    @AfterEach
    void nothingIsFoundOnceItIsPutBack() {
        clean();
    }

    @Test
    void nothingIsFoundWhileWritersWriteOn() {
        var stop = new AtomicBoolean();
        var writer = CompletableFuture.runAsync(() -> {
            while (!stop.get()) {
                more(20);
            }
        });
        for (int i = 0; i < 5; i++) {
            clean();
        }
        stop.set(true);
        writer.join();
    }

    @Test
    void anArtifactThatWasAlteredIsNamed() {
        JsonNode verification = foundAfter(flipped(blob(Sha256Digest.of(WEIGHTS))));

        assertThat(findings(verification)).containsExactly("artifact model.bin of " + MODEL + "/1.0.0");
        assertThat(verification.path("lastGoodSize").asLong()).isEqualTo(index(VERSION));
    }

    @Test
    void anArtifactThatIsGoneIsNamed() {
        JsonNode verification = foundAfter(deleted(blob(Sha256Digest.of(WEIGHTS))));

        assertThat(findings(verification)).containsExactly("artifact model.bin of " + MODEL + "/1.0.0");
        assertThat(verification.at("/findings/0/problem").asString()).contains("nothing under");
    }

    @Test
    void anArtifactWhoseRecordWasAlteredIsNamed() {
        Path record = blob(Sha256Digest.of(WEIGHTS)).resolveSibling("record");

        JsonNode verification = foundAfter(altered(record, "{}".getBytes(StandardCharsets.UTF_8)));

        assertThat(findings(verification)).containsExactly("artifact model.bin of " + MODEL + "/1.0.0");
        assertThat(verification.at("/findings/0/problem").asString()).contains("altered the store");
    }

    @Test
    void aStoreThatIsAwayForAMomentIsNotTampering() throws IOException {
        Path blobs = AUDIT.directory.resolve("blobs");
        Path elsewhere = Files.move(blobs, AUDIT.directory.resolve("not-mounted"));
        JsonNode verification;
        try {
            verification = AUDIT.verify();
        } finally {
            Files.move(elsewhere, blobs);
        }

        assertThat(verification.path("state").asString())
                .as(verification.toPrettyString())
                .isEqualTo("FAILED");
        assertThat(verification.path("problem").asString()).contains("cannot be asked");
    }

    @Test
    void aManifestThatWasAlteredIsNamed() {
        Sha256Digest manifest = new Sha256Digest(
                EventCodec.json().readTree(VERSION.data()).path("digest").asString());

        assertThat(findings(foundAfter(flipped(blob(manifest)))))
                .containsExactly("manifest manifest of " + MODEL + "/1.0.0");
    }

    @Test
    void anEditedRowIsNamedWithTheCheckpointBefore() {
        RecordedEvent edited = EVENTS.get(400);
        String bytes = "convert_to('{\"model\":\"" + MODEL + "\",\"description\":\"better\"}', 'UTF8')";

        JsonNode verification = foundAfter(sql(
                "update events.event set data = " + bytes + where(edited),
                "update events.event set data = '\\x" + HexFormat.of().formatHex(edited.data()) + "' "
                        + where(edited)));

        assertThat(findings(verification)).containsExactly("event-row " + row(edited));
        long index = index(edited);
        assertThat(verification.path("lastGoodSize").asLong()).isEqualTo(index);
        assertThat(verification.path("lastGoodAnchor").asString())
                .as("the newest anchor that does not cover it")
                .isEqualTo("log/anchors/" + newestAnchorWithin(index));
    }

    @Test
    void everyColumnOfARowIsCovered() {
        RecordedEvent edited = EVENTS.get(10);
        for (String column : List.of("actor", "type", "stream", "correlation_id", "nonce", "source", "data_schema")) {
            String before = AUDIT.registry
                    .jdbc()
                    .sql("select " + column + " from events.event " + where(edited))
                    .query(String.class)
                    .single();
            JsonNode verification = foundAfter(sql(
                    "update events.event set " + column + " = '" + before + "x' " + where(edited),
                    "update events.event set " + column + " = '" + before + "' " + where(edited)));
            assertThat(findings(verification)).as(column).containsExactly("event-row " + row(edited));
        }
        assertThat(findings(foundAfter(sql(
                        "update events.event set time = time + interval '1 second' " + where(edited),
                        "update events.event set time = time - interval '1 second' " + where(edited)))))
                .containsExactly("event-row " + row(edited));
    }

    @Test
    void aRowThatWasMadeUnreadableIsNamedAndStopsNothing() {
        RecordedEvent edited = EVENTS.get(20);

        JsonNode verification = foundAfter(sql(
                "update events.event set actor = 'nobody' " + where(edited),
                "update events.event set actor = '" + edited.headers().actor() + "' " + where(edited)));

        assertThat(findings(verification)).contains("event-row " + row(edited));
        assertThat(verification.at("/checked/topic records").asInt()).isGreaterThan(600);
    }

    @Test
    void aRowWhoseDataWasEmptiedIsNamed() {
        RecordedEvent edited = EVENTS.get(25);

        JsonNode verification = foundAfter(sql(
                "alter table events.event alter column data drop not null; update events.event set data = null "
                        + where(edited),
                "update events.event set data = '\\x" + HexFormat.of().formatHex(edited.data()) + "' " + where(edited)
                        + "; alter table events.event alter column data set not null"));

        assertThat(findings(verification)).contains("event-row " + row(edited));
    }

    @Test
    void aRowThatIsGoneIsNamed() {
        RecordedEvent gone = EVENTS.get(30);

        JsonNode verification = foundAfter(deletedRow(gone));

        assertThat(findings(verification))
                .containsExactly("event-row event " + gone.headers().id() + " (entry " + index(gone) + ", registry)");
        assertThat(verification.path("lastGoodSize").asLong()).isEqualTo(index(gone));
    }

    @Test
    void aRowThatIsGoneIsFoundEvenIfTheLogsRowIsGoneToo() {
        RecordedEvent gone = EVENTS.get(40);
        long index = index(gone);
        TamperedSystem.Undo logRow = auditSql(
                "create table public.kept as select * from log.entry where index = " + index
                        + "; delete from log.entry where index = " + index,
                "insert into log.entry select * from public.kept; drop table public.kept");
        TamperedSystem.Undo row = deletedRow(gone);

        JsonNode verification = foundAfter(() -> {
            row.close();
            logRow.close();
        });

        assertThat(findings(verification))
                .containsExactlyInAnyOrder("event-row entry " + index, "log-row log.entry " + index);
    }

    @Test
    void aRowSlippedInWhereTheRelayHasPassedIsNamed() {
        RecordedEvent slipped = RegistryInPlace.event(
                new ModelDescribed(new ModelName(TestServers.uniqueName("slipped")), "x"), 0, RegistryInPlace.MIA);
        for (String transaction : List.of("'3'", "'9000000000000000000'")) {
            AUDIT.registry.tamper("drop trigger if exists forged on events.event;"
                    + " create or replace function public.forge() returns trigger language plpgsql as"
                    + " $$ begin new.transaction_id = " + transaction + "::xid8; return new; end $$;"
                    + " create trigger forged before insert on events.event for each row execute function"
                    + " public.forge(); alter table events.event enable always trigger forged");
            AUDIT.registry.store(List.of(slipped));
            AUDIT.registry.tamper("drop trigger forged on events.event");

            JsonNode verification =
                    foundAfter(() -> AUDIT.registry.tamper("delete from events.event " + where(slipped)));

            assertThat(findings(verification))
                    .as(transaction)
                    .hasSize(1)
                    .allMatch(it -> it.startsWith("event-row registry"));
            assertThat(verification.at("/findings/0/problem").asString()).contains("is in no entry of the log");
        }
    }

    @Test
    void anEventOnItsWayIsNoFinding() {
        awaitRest();
        // The relay cannot see it while an older transaction is open: it is stored, and not sent
        RecordedEvent young = RegistryInPlace.event(
                new ModelDescribed(new ModelName(TestServers.uniqueName("young")), "x"), 0, RegistryInPlace.MIA);
        try (var open = AUDIT.registry.database.asApplication().getConnection();
                var statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            AUDIT.registry.store(List.of(young));

            JsonNode verification = AUDIT.verify();

            assertThat(verification.path("total").asInt())
                    .as(verification.toPrettyString())
                    .isZero();
            assertThat(verification.path("open").asInt()).isEqualTo(1);
            open.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        AUDIT.awaitLogged(young);
    }

    @Test
    void whatIsFoundAgainIsNotRecordedAgain() {
        RecordedEvent edited = EVENTS.get(60);
        String other = "update events.event set correlation_id = 'x' " + where(edited);
        String back = "update events.event set correlation_id = 'correlation' " + where(edited);
        long before = recorded();

        AUDIT.registry.tamper(other);
        AUDIT.verify();
        AUDIT.verify();
        assertThat(recorded()).isEqualTo(before + 1);

        AUDIT.registry.tamper(back);
        clean();
        assertThat(recorded()).isEqualTo(before + 1);

        AUDIT.registry.tamper(other);
        AUDIT.verify();
        assertThat(recorded()).as("it was put back, and altered again").isEqualTo(before + 2);
        AUDIT.registry.tamper(back);
    }

    @Test
    void aVerificationThatCannotReadEverythingProvesNothing() {
        AUDIT.registry.tamper("revoke select on events.event from registry_reader");
        JsonNode verification = AUDIT.verify();
        AUDIT.registry.tamper("grant select on events.event to registry_reader");

        assertThat(verification.path("state").asString()).isEqualTo("FAILED");
        assertThat(verification.path("problem").asString()).contains("registry", "permission denied");
        assertThat(verification.has("total")).isFalse();
    }
}
