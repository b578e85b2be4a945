package dev.cairn.platform.relay;

import dev.cairn.embedded.KafkaServer;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.ModelName;
import dev.cairn.platform.cloudevents.KafkaEvents;
import dev.cairn.platform.command.CommandAutoConfiguration;
import dev.cairn.platform.eventstore.EventRows;
import dev.cairn.platform.eventstore.EventStoreAutoConfiguration;
import dev.cairn.platform.migration.MigrationAutoConfiguration;
import dev.cairn.platform.migration.Migrations;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A service with topics of its own on the shared broker: its database, its events, and as many processes as a test starts. */
final class RelayedService implements AutoCloseable {

    static final int PARTITIONS = 4;
    static final Map<String, String> SETTINGS =
            Map.of("retention.ms", "-1", "retention.bytes", "-1", "max.message.bytes", "5242880");

    /** For tests of a relay that hangs. */
    static final String SHORT_SILENCE = "cairn.instances.silence=2s";

    final ServiceDatabase database;
    final KafkaServer broker;
    final OwnTopics topics;
    private final List<ConfigurableApplicationContext> processes = new ArrayList<>();

    /** Joins what was made elsewhere. */
    RelayedService(ServiceDatabase database, KafkaServer broker, OwnTopics topics) {
        this.database = database;
        this.broker = broker;
        this.topics = topics;
    }

    /** Database migrated, topics made; nothing runs yet. */
    static RelayedService make() {
        String name = TestServers.uniqueName("relayed");
        return make(TestServers.kafka(), new OwnTopics(name, List.of(name + ".main", name + ".access")));
    }

    /** On a broker of its own, with the topics that a registry has. */
    static RelayedService make(KafkaServer broker) {
        return make(broker, OwnTopics.of("registry"));
    }

    private static RelayedService make(KafkaServer broker, OwnTopics topics) {
        var service = new RelayedService(migrated(), broker, topics);
        topics.names().forEach(topic -> service.makeTopic(topic, PARTITIONS, SETTINGS));
        return service;
    }

    static ServiceDatabase migrated() {
        ServiceDatabase database = TestServers.database("registry");
        new Migrations("registry", database.asOwner(), database.application(), database.reader()).migrate();
        return database;
    }

    /** The same service with its database elsewhere. */
    RelayedService on(ServiceDatabase other) {
        return new RelayedService(other, broker, topics);
    }

    void makeTopic(String topic, int partitions, Map<String, String> settings) {
        administer(admin -> {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            // The controller has it before the broker tells of it
            await(
                    "the broker knows " + topic,
                    () -> admin.listTopics().names().get(30, TimeUnit.SECONDS).contains(topic));
        });
    }

    /** The controller has them before the broker tells of them. */
    void awaitPartitions(String topic, int partitions) {
        administer(admin -> await(
                topic + " has " + partitions + " partitions",
                () -> admin.describeTopics(List.of(topic))
                                .allTopicNames()
                                .get(30, TimeUnit.SECONDS)
                                .get(topic)
                                .partitions()
                                .size()
                        == partitions));
    }

    void deleteTopic(String topic) {
        administer(admin -> {
            admin.deleteTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
            while (admin.listTopics().names().get(30, TimeUnit.SECONDS).contains(topic)) {
                Thread.onSpinWait();
            }
        });
    }

    interface Administration {
        void run(Admin admin) throws Exception;
    }

    void administer(Administration administration) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            administration.run(admin);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        KafkaAutoConfiguration.class,
        MigrationAutoConfiguration.class,
        EventStoreAutoConfiguration.class,
        CommandAutoConfiguration.class,
        RelayAutoConfiguration.class
    })
    static class App {}

    /** Starts a process of the service; it relays, or stands by when another does. */
    ConfigurableApplicationContext start(String... properties) {
        var process = new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> context.getBeanFactory().registerSingleton("ownTopics", topics))
                .properties(database.springProperties())
                .properties(
                        "spring.application.name=registry",
                        "spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "spring.main.banner-mode=off",
                        "cairn.relay.allow-unguarded-topics=true",
                        "cairn.relay.kafka-timeout=5s",
                        "cairn.relay.retry=50ms")
                .properties(properties)
                .run();
        processes.add(process);
        return process;
    }

    JdbcClient jdbc() {
        return JdbcClient.create(database.asApplication());
    }

    /** What a model's writer stores; {@code sequence} is the place in the model's stream. */
    RecordedEvent event(String model, long sequence) {
        var described = new ModelEvent.ModelDescribed(new ModelName(model), "change " + sequence);
        return record(topics.names().get(0), described.key(), described.stream(), sequence, described);
    }

    private static RecordedEvent record(
            String topic, String key, String stream, long sequence, dev.cairn.events.Event event) {
        String type = dev.cairn.events.EventTypes.nameOf(event.getClass());
        var headers = new EventHeaders(
                UUID.randomUUID(),
                "/cairn/registry",
                type,
                stream,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                "https://cairn.dev/schemas/" + type + ".json",
                Actor.of("https://id.example#mia"),
                null,
                "correlation",
                null,
                sequence,
                "00000000000000000000000000000000",
                null);
        return new RecordedEvent(topic, key, headers, EventCodec.write(event));
    }

    /** Stores events the way the platform does: the key's lock first, then the rows, one transaction. */
    void store(RecordedEvent... events) {
        try (Connection connection = database.asApplication().getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, events);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void insert(Connection connection, RecordedEvent... events) throws SQLException {
        try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))");
                var insert = connection.prepareStatement(EventRows.INSERT)) {
            lock.setString(1, events[0].key());
            lock.execute();
            for (RecordedEvent event : events) {
                EventRows.bind(insert, event);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Every row, in the order in which it is sent. */
    List<RecordedEvent> stored() {
        return jdbc().sql("select " + EventRows.COLUMNS + " from events.event order by transaction_id, global_index")
                .query((row, number) -> EventRows.read(row))
                .list();
    }

    KafkaClients kafka() {
        return new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()), Duration.ofMinutes(1));
    }

    /** Everything that is committed on the topics, by partition. */
    Map<TopicPartition, List<RecordedEvent>> published() {
        List<TopicPartition> partitions = new ArrayList<>();
        administer(admin -> admin.describeTopics(topics.names())
                .allTopicNames()
                .get(30, TimeUnit.SECONDS)
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition())))));
        administer(admin -> await("every transaction is marked", () -> marked(admin, partitions)));
        Map<TopicPartition, List<RecordedEvent>> published = new HashMap<>();
        try (var reader = new TopicReader(kafka(), TopicReader.whole(kafka(), partitions))) {
            for (TopicPartition partition : partitions) {
                List<RecordedEvent> events = new ArrayList<>();
                for (var record = reader.next(partition); record != null; record = reader.next(partition)) {
                    events.add(KafkaEvents.fromRecord(record));
                }
                published.put(partition, events);
            }
        }
        return published;
    }

    /** A commit is acknowledged before the broker has marked it in each partition; until then its records are not readable. */
    private static boolean marked(Admin admin, List<TopicPartition> partitions) throws Exception {
        return ends(admin, partitions, IsolationLevel.READ_COMMITTED)
                .equals(ends(admin, partitions, IsolationLevel.READ_UNCOMMITTED));
    }

    private static Map<TopicPartition, Long> ends(
            Admin admin, List<TopicPartition> partitions, IsolationLevel isolation) throws Exception {
        var asked =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(asked, new ListOffsetsOptions(isolation))
                .all()
                .get(30, TimeUnit.SECONDS)
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** What should be on the topics: every row in its partition, in the order of commits. */
    Map<TopicPartition, List<RecordedEvent>> expected() {
        Map<String, Integer> counts = new HashMap<>();
        administer(admin -> admin.describeTopics(topics.names())
                .allTopicNames()
                .get(30, TimeUnit.SECONDS)
                .forEach((name, topic) -> counts.put(name, topic.partitions().size())));
        var partitions = new Partitions(counts);
        Map<TopicPartition, List<RecordedEvent>> expected = new HashMap<>();
        partitions.all().forEach(partition -> expected.put(partition, new ArrayList<>()));
        stored().forEach(event ->
                expected.get(partitions.of(event.topic(), event.key())).add(event));
        return expected;
    }

    /** Waits until everything stored has been sent; fails after three minutes. */
    void awaitSent() {
        await(
                "everything stored is sent",
                () -> jdbc().sql("""
                        select not exists (select from events.event e, platform.relay_position p
                            where (e.transaction_id, e.global_index) > (p.transaction_id, p.global_index))
                        and exists (select from platform.relay_position)
                        """).query(Boolean.class).single());
    }

    /** Waits until the process does that, and gives what it says of it. */
    static String awaitPhase(ConfigurableApplicationContext process, RelayState.Phase phase) {
        RelayState state = process.getBean(RelayState.class);
        var reached = new AtomicReference<String>();
        await("the relay is " + phase, () -> {
            RelayState.Now now = state.now();
            reached.set(now.detail());
            return now.phase() == phase;
        });
        return reached.get();
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(String what, Condition condition) {
        long until = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        try {
            while (!condition.holds()) {
                if (System.nanoTime() > until) {
                    throw new AssertionError("Not within three minutes: " + what);
                }
                Thread.sleep(10);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(ConfigurableApplicationContext::close);
        processes.clear();
    }
}
