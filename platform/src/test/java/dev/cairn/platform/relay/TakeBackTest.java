package dev.cairn.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.embedded.EmbeddedBroker;
import dev.cairn.events.EventCodec;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.operations.OperationsEvent.EventStoreRestored;
import dev.cairn.platform.cloudevents.KafkaEvents;
import dev.cairn.platform.command.ForkGuard;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.relay.RelayState.Phase;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** What the topics have and the store lacks: taken back where the store can have lost it, refused where it cannot. */
class TakeBackTest {

    private static final List<String> TABLES = List.of(
            "events.event",
            "platform.relay_position",
            "platform.relay_comparison",
            "platform.relay_topic",
            "platform.relay_partition");

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private RelayedService service;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(directory, 0, 0);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void make() {
        service = RelayedService.make(broker);
    }

    @AfterEach
    void close() {
        service.close();
        service.topics.names().forEach(service::deleteTopic);
    }

    @Test
    @Clause("REG-3")
    void takesBackWhatAnOlderCopyOfTheDatabaseLacks() {
        relayed(0, 30);
        RelayedService copy = service.on(TakeoverTest.copyOf(service.database));
        relayed(30, 80);

        var restored = copy.start();

        assertThat(RelayedService.awaitPhase(restored, Phase.RELAYING))
                .contains("50 events that the event store had lost were taken back");
        assertTakenBack(copy, service.stored(), 50);
        copy.store(copy.event("model-0", 80 / 5));
        copy.awaitSent();
        assertThat(copy.published()).isEqualTo(copy.expected());
        restored.getBean(ForkGuard.class).requireCompared(postgresStarted());
        copy.close();
    }

    @Test
    @Clause("IMM-4")
    void refusesForEverWhatSomebodyElseAppendedToATopic() {
        relayed(0, 10);
        RecordedEvent forged = service.event("model-0", 2);
        try (var somebodyElse = service.kafka().producer("somebody-else")) {
            somebodyElse.initTransactions();
            somebodyElse.beginTransaction();
            somebodyElse.send(KafkaEvents.toRecord(forged));
            somebodyElse.commitTransaction();
        }
        List<RecordedEvent> before = service.stored();

        for (int attempt = 0; attempt < 2; attempt++) {
            var process = service.start();
            assertThat(RelayedService.awaitPhase(process, Phase.STOPPED))
                    .contains("cannot have lost any", "Somebody else writes", "run republish");
            assertThatThrownBy(() -> process.getBean(ForkGuard.class).requireCompared(postgresStarted()))
                    .isInstanceOf(Refused.class);
            service.close();
        }

        assertThat(service.stored()).isEqualTo(before);
    }

    @Test
    @Clause("REG-3")
    void takesBackWhatADumpLacksThatWasLoadedWhereItCameFrom() throws Exception {
        relayed(0, 30);
        Map<String, byte[]> dump = dump();
        relayed(30, 80);
        List<RecordedEvent> whole = service.stored();
        load(dump);

        assertThatThrownBy(() -> new ComparedStore(service.jdbc(), new RelayState()).requireCompared(postgresStarted()))
                .isInstanceOf(Refused.class);

        service.start();
        assertTakenBack(service, whole, 50);
    }

    @Test
    @Clause("REG-3")
    void noticesADumpThatIsLoadedWhileItRelays() throws Exception {
        relayed(0, 30);
        Map<String, byte[]> dump = dump();
        service.start();
        store(30, 80);
        service.awaitSent();
        List<RecordedEvent> whole = service.stored();

        load(dump);

        RelayedService.await("the lost events are back", () -> service.stored().size() == 81);
        assertTakenBack(service, whole, 50);
    }

    private void relayed(int from, int to) {
        service.start();
        store(from, to);
        service.awaitSent();
        service.close();
    }

    private void store(int from, int to) {
        IntStream.range(from, to).forEach(i -> service.store(service.event("model-" + i % 5, i / 5)));
    }

    /** The events of before, and the record that so many of them were lost. */
    private static void assertTakenBack(RelayedService service, List<RecordedEvent> before, int lost) {
        service.awaitSent();
        List<RecordedEvent> stored = new ArrayList<>(service.stored());
        stored.removeAll(before);
        assertThat(service.stored()).hasSize(before.size() + 1).containsAll(before);
        assertThat(stored)
                .extracting(event -> EventCodec.read(event.headers().type(), event.data()))
                .singleElement()
                .isInstanceOfSatisfying(
                        EventStoreRestored.class,
                        restored -> assertThat(restored.events()).isEqualTo(lost));
        assertThat(service.published()).isEqualTo(service.expected());
    }

    /** The tables with all their columns, as pg_dump has them. */
    private Map<String, byte[]> dump() throws Exception {
        Map<String, byte[]> dump = new LinkedHashMap<>();
        try (Connection connection = superuser()) {
            for (String table : TABLES) {
                var rows = new ByteArrayOutputStream();
                connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + table + " to stdout", rows);
                dump.put(table, rows.toByteArray());
            }
        }
        return dump;
    }

    private void load(Map<String, byte[]> dump) throws Exception {
        try (Connection connection = superuser();
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            connection.setAutoCommit(false);
            statement.execute("truncate " + String.join(", ", TABLES));
            for (var table : dump.entrySet()) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + table.getKey() + " from stdin", new ByteArrayInputStream(table.getValue()));
            }
            connection.commit();
        }
    }

    private Connection superuser() throws SQLException {
        return TestServers.postgres()
                .superuser(service.database.url().replaceAll(".*/", ""))
                .getConnection();
    }

    private Instant postgresStarted() {
        return service.jdbc()
                .sql("select pg_postmaster_start_time()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
