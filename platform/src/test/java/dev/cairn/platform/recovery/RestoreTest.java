package dev.cairn.platform.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.embedded.EmbeddedDatabase;
import dev.cairn.events.EventCodec;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.operations.OperationsEvent.EventStoreRestored;
import dev.cairn.platform.command.WriteRefusal;
import dev.cairn.platform.migration.Migrations;
import dev.cairn.platform.problem.Refused;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.Clause;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

class RestoreTest {

    private RecoveredService service;

    @BeforeEach
    void start() {
        service = RecoveredService.make();
        service.start();
        service.describe(0, 60);
        service.settle();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Clause({"REG-5", "REG-3"})
    void refillsAnEmptiedEventStoreOnARunningService() {
        List<RecordedEvent> before = service.events();
        List<String> noted = service.noted();
        service.emptyTheEventStore();

        service.succeeds("restore");

        assertRestored(before);
        assertThat(service.noted()).isEqualTo(noted);
        service.describe(60, 80);
        assertWholeAndRelayed();
        assertThat(restored()).isEqualTo(60);
    }

    @Test
    @Clause({"REG-5", "REG-3"})
    void refillsANewDatabaseAfterTheOldOneWasLost() {
        List<RecordedEvent> before = service.events();
        List<String> noted = service.noted();
        List<String> seen = service.seen();
        service = service.withoutItsDatabase();
        service.start();
        service.awaitRelay("run restore");
        assertWritesWait();

        service.succeeds("restore");

        assertRestored(before);
        assertThat(service.noted()).isEqualTo(noted);
        service.settle();
        assertThat(service.seen()).containsAll(seen);
        service.describe(60, 80);
        assertWholeAndRelayed();
    }

    @Test
    @Clause({"REG-5", "REG-3"})
    void goesOnFromAnOlderDumpInAnotherCluster(@TempDir Path directory) throws Exception {
        try (var elsewhere = EmbeddedDatabase.start(directory.resolve("other"), directory.resolve("binaries"), 0)) {
            ServiceDatabase copy =
                    ServiceDatabase.establish(elsewhere, "registry", "registry", service.database.passwords());
            new Migrations("registry", copy.asOwner(), copy.application(), copy.reader()).migrate();
            dump(elsewhere);
            service.describe(60, 90);
            service.settle();
            List<RecordedEvent> before = service.events();
            List<String> noted = service.noted();
            service = service.on(copy, elsewhere.superuser("registry"));
            service.start();
            service.awaitRelay("dump of another PostgreSQL cluster");
            assertThat(service.health("relay")).contains("run restore");
            assertWritesWait();

            service.succeeds("restore");

            assertRestored(before);
            assertThat(service.noted()).isEqualTo(noted);
            service.describe(90, 100);
            assertWholeAndRelayed();
            service.close();
        }
    }

    /** Every table with all its columns, as pg_dump has them. */
    private void dump(EmbeddedDatabase into) throws Exception {
        try (Connection from = service.database.asOwner().getConnection();
                Connection to = into.superuser("registry").getConnection();
                var statement = to.createStatement()) {
            statement.execute("set session_replication_role = replica");
            for (String table : List.of(
                    "events.event",
                    "platform.relay_position",
                    "platform.relay_topic",
                    "platform.relay_partition",
                    "views.noted",
                    "views.seen",
                    "views.inbox_position",
                    "views.inbox_sequence")) {
                var rows = new ByteArrayOutputStream();
                from.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + table + " to stdout", rows);
                to.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + table + " from stdin", new ByteArrayInputStream(rows.toByteArray()));
            }
            statement.execute("select setval(pg_get_serial_sequence('events.event', 'global_index'),"
                    + " (select max(global_index) from events.event))");
        }
    }

    @Test
    @Clause("REG-5")
    void startsAgainAfterARunThatBrokeOffInTheMiddle() {
        List<RecordedEvent> before = service.events();
        service.emptyTheEventStore();
        NotedView view = service.process().getBean(NotedView.class);
        view.before(() -> {
            throw new IllegalStateException("The disk is full");
        });
        assertThat(service.fails("restore")).contains("The disk is full");
        service.close();
        service.asSuperuser(
                "delete from events.event where global_index > (select max(global_index) - 30 from" + " events.event)");
        service.start();
        service.awaitRelay("was begun and has not ended: run restore again");
        assertWritesWait();

        service.succeeds("restore");

        assertRestored(before);
        service.describe(60, 80);
        assertWholeAndRelayed();
    }

    @Test
    @Clause({"REG-5", "IMM-4"})
    void refusesWhereAnEventIsNotTheOneOnTheTopic() {
        List<RecordedEvent> before = service.events();
        service.asSuperuser("update events.event set data = 'forged' where id = '"
                + before.get(10).headers().id() + "'");
        service.asSuperuser(
                "delete from events.event where global_index > (select min(global_index) + 40 from" + " events.event)");
        int left = service.events().size();

        assertThat(service.fails("restore"))
                .contains("differ in", before.get(10).toString(), "Run verify");

        assertThat(service.events()).hasSize(left);
    }

    @Test
    @Clause({"REG-5", "IMM-4"})
    void refusesWhereTheStoreWentAnotherWayThanTheTopics() {
        RecordedEvent lost = service.events().get(40);
        service.asSuperuser(
                "delete from events.event where id = '" + lost.headers().id() + "'");
        int left = service.events().size();

        assertThat(service.fails("restore"))
                .contains("went different ways", lost.headers().id().toString(), "empty the event store");

        assertThat(service.events()).hasSize(left);
    }

    @Test
    @Clause("REG-5")
    void changesNothingWhereNothingIsMissing() {
        List<RecordedEvent> before = service.events();

        OperationStatus run = service.run("restore");

        assertThat(run.message()).isEqualTo("The event store lacks nothing that the topics have");
        assertThat(run.done()).isEqualTo(60);
        assertThat(service.events()).startsWith(before.toArray(RecordedEvent[]::new));
        service.describe(60, 80);
        assertWholeAndRelayed();
    }

    private void assertWritesWait() {
        assertThatThrownBy(() -> service.describe("model-0", "too early"))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(WriteRefusal.WRITES_WAIT));
    }

    /** The same rows, in the same order within each key. */
    private void assertRestored(List<RecordedEvent> before) {
        assertThat(byKey(service.events().subList(0, before.size()))).isEqualTo(byKey(before));
    }

    private static Map<String, List<RecordedEvent>> byKey(List<RecordedEvent> events) {
        Map<String, List<RecordedEvent>> byKey = new LinkedHashMap<>();
        events.forEach(event ->
                byKey.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(event));
        return byKey;
    }

    private void assertWholeAndRelayed() {
        service.settle();
        List<RecordedEvent> events = service.events();
        assertThat(service.topics.content()).isEqualTo(OwnedTopics.contentOf(events));
        assertThat(service.noted()).isEqualTo(RebuildTest.notedOf(events));
        assertThat(service.seen()).isEqualTo(RebuildTest.seenOf(events));
    }

    private long restored() {
        return service.events().stream()
                .map(event -> EventCodec.read(event.headers().type(), event.data()))
                .filter(EventStoreRestored.class::isInstance)
                .map(EventStoreRestored.class::cast)
                .findAny()
                .orElseThrow()
                .events();
    }
}
