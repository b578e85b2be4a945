package dev.cairn.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.cloudevents.KafkaEvents;
import dev.cairn.platform.command.ForkGuard;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.relay.RelayState.Phase;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class TakeoverTest {

    private RelayedService service;

    @BeforeEach
    void make() {
        service = RelayedService.make();
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    @Clause("AUD-1")
    void sendsNothingTwiceAfterACrashBetweenSendingAndRemembering() {
        store(0, 40);
        var process = service.start();
        service.awaitSent();
        String before = position();
        store(40, 60);
        service.awaitSent();
        process.close();
        putBack(before);

        service.start();
        store(60, 70);
        service.awaitSent();

        assertThat(service.published()).isEqualTo(service.expected());
    }

    @Test
    @Clause("AUD-1")
    void sendsNothingTwiceThatTheBrokerHasYetToDecide() {
        store(0, 10);
        try (var before = service.kafka().producer(service.topics.writer() + "-before")) {
            before.initTransactions();
            before.beginTransaction();
            service.stored().forEach(event -> before.send(KafkaEvents.toRecord(event)));
            before.flush();

            var process = service.start();

            RelayedService.awaitPhase(process, Phase.RETRYING);
            before.commitTransaction();
        }
        service.awaitSent();
        assertThat(service.published()).isEqualTo(service.expected());
    }

    @Test
    @Clause({"REG-3", "REG-4"})
    void shutsOutARelayThatWasPausedWhileItsSuccessorStarted() {
        store(0, 10);
        try (var paused = service.kafka().producer(service.topics.writer())) {
            paused.initTransactions();
            paused.beginTransaction();
            service.stored().forEach(event -> paused.send(KafkaEvents.toRecord(event)));
            paused.flush();

            service.start();
            store(10, 20);
            service.awaitSent();

            assertThatThrownBy(paused::commitTransaction).isInstanceOf(KafkaException.class);
        }
        assertThat(service.published()).isEqualTo(service.expected());
    }

    @Test
    @Clause({"REG-3", "REG-4"})
    void anotherProcessGoesOnWhenTheRelayLosesItsConnection() throws SQLException {
        var first = service.start();
        var second = service.start();
        RelayedService.awaitPhase(first, Phase.RELAYING);
        RelayedService.awaitPhase(second, Phase.STANDING_BY);

        for (int round = 0; round < 5; round++) {
            store(round * 20, round * 20 + 20);
            terminateRelays();
        }
        service.awaitSent();

        assertThat(service.published()).isEqualTo(service.expected());
        RelayedService.await(
                "one relays, one stands by",
                () -> List.of(Phase.STANDING_BY, Phase.RELAYING).equals(phases(first, second)));
    }

    @Test
    @Clause("REG-3")
    void stopsWhenAnOlderCopyWentAnotherWay() {
        store(0, 10);
        service.start().close();
        RelayedService copy = service.on(copyOf(service.database));
        service.start();
        store(10, 20);
        service.awaitSent();
        service.close();
        IntStream.range(10, 20).forEach(i -> copy.store(copy.event("model-" + i % 5, i / 5)));
        var published = service.published();

        var process = copy.start();

        assertThat(RelayedService.awaitPhase(process, Phase.STOPPED))
                .contains("went different ways", "run restore", "run republish");
        assertThatThrownBy(() -> guard(process).requireCompared(postgresStarted()))
                .isInstanceOf(Refused.class);
        assertThat(copy.published()).isEqualTo(published);
        copy.close();
    }

    @Test
    void sendsAgainWhatATopicLost() {
        store(0, 50);
        service.start();
        service.awaitSent();
        service.close();
        String lost = service.topics.names().get(0);
        service.deleteTopic(lost);
        service.makeTopic(lost, RelayedService.PARTITIONS, RelayedService.SETTINGS);

        service.start();
        store(50, 60);
        service.awaitSent();

        assertThat(service.published()).isEqualTo(service.expected());
    }

    /** The one that relays meanwhile sends on to its other topic, and remembers how far it came. */
    @Test
    @Clause("REG-5")
    void sendsAgainWhatATopicLostBeforeAnotherProcessStarted() {
        store(0, 50);
        var first = service.start();
        service.awaitSent();
        String lost = service.topics.names().get(0);
        service.deleteTopic(lost);
        service.makeTopic(lost, RelayedService.PARTITIONS, RelayedService.SETTINGS);
        var second = service.start();
        RelayedService.awaitPhase(second, Phase.STANDING_BY);
        service.store(onTheOtherTopic(service.event("accessed", 0)));
        service.awaitSent();
        first.close();

        store(50, 60);
        RelayedService.awaitPhase(second, Phase.RELAYING);
        service.awaitSent();

        assertThat(service.published()).isEqualTo(service.expected());
    }

    private RecordedEvent onTheOtherTopic(RecordedEvent event) {
        return new RecordedEvent(service.topics.names().get(1), event.key(), event.headers(), event.data());
    }

    @Test
    void goesOnBehindATopicThatWasCutAtItsBeginningAndSaysSo() {
        store(0, 50);
        service.start();
        service.awaitSent();
        service.close();
        var partition = partitionOf(service.event("model-0", 0));
        service.administer(admin -> admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2)))
                .all()
                .get());

        var process = service.start();
        store(50, 60);
        service.awaitSent();

        assertThat(RelayedService.awaitPhase(process, Phase.RELAYING))
                .contains("taken away from the beginning", partition.toString(), "republish");
        var expected = service.expected();
        expected.put(
                partition,
                expected.get(partition).subList(2, expected.get(partition).size()));
        assertThat(service.published()).isEqualTo(expected);
    }

    @Test
    void sendsAgainWhatWasCutWholly() {
        store(0, 50);
        service.start();
        service.awaitSent();
        service.close();
        var partition = partitionOf(service.event("model-0", 0));
        service.administer(admin -> admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
                .all()
                .get());

        service.start();
        service.awaitSent();

        assertThat(service.published()).isEqualTo(service.expected());
    }

    @Test
    @Clause("IMM-4")
    void stopsWhereTheStoreWasAltered() throws SQLException {
        store(0, 10);
        service.start();
        service.awaitSent();
        service.close();
        alter("update events.event set data = 'forged'");

        var process = service.start();

        assertThat(RelayedService.awaitPhase(process, Phase.STOPPED)).contains("differ in", "Run verify");
    }

    @Test
    void stopsInAnotherClusterThanTheOneThatGaveTheTransactionIds() throws SQLException {
        store(0, 10);
        service.start();
        service.awaitSent();
        service.close();
        alter("update platform.relay_position set system_identifier = '1'");

        var process = service.start();

        assertThat(RelayedService.awaitPhase(process, Phase.STOPPED))
                .contains("dump of another PostgreSQL cluster", "run restore");
        assertThatThrownBy(() -> guard(process).requireCompared(postgresStarted()))
                .isInstanceOf(Refused.class);
    }

    @Test
    void stopsWhenAnEmptyDatabaseMeetsTopicsThatHaveEvents() {
        store(0, 10);
        service.start();
        service.awaitSent();
        service.close();
        RelayedService empty = service.on(RelayedService.migrated());

        var process = empty.start();

        assertThat(RelayedService.awaitPhase(process, Phase.STOPPED))
                .contains("has never had any of them", "run restore");
        empty.close();
    }

    /** Events {@code from} to {@code to} of five models in turn, each in a transaction of its own. */
    private void store(int from, int to) {
        IntStream.range(from, to).forEach(i -> service.store(service.event("model-" + i % 5, i / 5)));
    }

    private TopicPartition partitionOf(RecordedEvent event) {
        return new Partitions(Map.of(event.topic(), RelayedService.PARTITIONS)).of(event.topic(), event.key());
    }

    /** What the relay remembers, as text. */
    private String position() {
        return service.jdbc().sql("""
                        select json_build_object('transaction', transaction_id::text, 'index', global_index,
                            'newest', (select json_agg(p) from platform.relay_partition p))::text
                        from platform.relay_position""").query(String.class).single();
    }

    private void putBack(String position) {
        service.jdbc().sql("""
                        update platform.relay_position
                        set transaction_id = (?::json ->> 'transaction')::xid8,
                            global_index = (?::json ->> 'index')::bigint""").params(position, position).update();
        service.jdbc().sql("""
                        update platform.relay_partition known set newest = old.newest
                        from json_populate_recordset(null::platform.relay_partition, ?::json -> 'newest') old
                        where known.topic = old.topic and known.partition = old.partition""").param(position).update();
    }

    private void terminateRelays() throws SQLException {
        superuser("select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid)"
                + " where application_name = 'relay' and locktype = 'advisory' and granted and datname = '%s'");
    }

    private void alter(String statement) throws SQLException {
        String database = service.database.url().replaceAll(".*/", "");
        try (var connection = TestServers.postgres().superuser(database).getConnection();
                var statements = connection.createStatement()) {
            statements.execute("set session_replication_role = replica");
            statements.execute(statement);
        }
    }

    private void superuser(String statement) throws SQLException {
        String database = service.database.url().replaceAll(".*/", "");
        try (var connection = TestServers.postgres().superuser("postgres").getConnection();
                var statements = connection.createStatement()) {
            statements.execute(statement.formatted(database));
        }
    }

    /** The database's files as they are now, under another name in the same cluster. */
    static ServiceDatabase copyOf(ServiceDatabase database) {
        String copy = TestServers.uniqueName("copy").replace('-', '_');
        String original = database.url().replaceAll(".*/", "");
        try (var connection = TestServers.postgres().superuser("postgres").getConnection();
                var statement = connection.createStatement()) {
            // One that a process closed in the middle of a statement may linger for a moment
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + original + "'");
            RelayedService.await("nobody uses " + original, () -> unused(statement, original));
            statement.execute("create database " + copy + " template " + original + " owner " + database.owner());
            statement.execute("grant connect on database " + copy + " to " + database.application());
            statement.execute("alter database " + copy + " set search_path = views");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new ServiceDatabase(database.service(), database.url().replace(original, copy), database.passwords());
    }

    private static boolean unused(Statement statement, String database) throws SQLException {
        try (var rows = statement.executeQuery(
                "select not exists (select from pg_stat_activity where datname = '" + database + "')")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private Instant postgresStarted() {
        return service.jdbc()
                .sql("select pg_postmaster_start_time()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private static ForkGuard guard(ConfigurableApplicationContext process) {
        return process.getBean(ForkGuard.class);
    }

    private static Phase phase(ConfigurableApplicationContext process) {
        return process.getBean(RelayState.class).now().phase();
    }

    private static List<Phase> phases(ConfigurableApplicationContext... processes) {
        return Stream.of(processes).map(TakeoverTest::phase).sorted().toList();
    }
}
