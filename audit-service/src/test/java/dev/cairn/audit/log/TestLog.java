package dev.cairn.audit.log;

import dev.cairn.audit.proof.NoteSigner;
import dev.cairn.audit.proof.VerifierKey;
import dev.cairn.audit.tiles.PublicLog;
import dev.cairn.audit.tiles.StoredAnchors;
import dev.cairn.audit.tiles.StoredHeads;
import dev.cairn.audit.tiles.StoredLog;
import dev.cairn.audit.tiles.StoredTiles;
import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.EventTypes;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.ModelName;
import dev.cairn.platform.cloudevents.KafkaEvents;
import dev.cairn.platform.migration.Migrations;
import dev.cairn.platform.writeonce.WriteOnceStore;
import dev.cairn.platform.writeonce.directory.DirectoryStore;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A log with topics, a database and a store of its own, and as many sequencers as a test begins. */
final class TestLog implements AutoCloseable {

    static final String ORIGIN = "log.test/audit";
    static final int PARTITIONS = 3;

    final String main;
    final String own;
    final Path directory = TestService.temporaryDirectory("log");
    final NoteSigner signer = newSigner();
    final RecordedOwnEvents ownEvents;
    ServiceDatabase database = emptyDatabase();
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", servers(), "acks", "all"), new StringSerializer(), new ByteArraySerializer());
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", servers()));
    private final List<SequencingProcess> processes = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();

    TestLog() {
        String name = TestServers.uniqueName("log");
        main = name + ".registry";
        own = name + ".audit";
        makeTopic(main);
        makeTopic(own);
        ownEvents = new RecordedOwnEvents(own, this::send);
    }

    static String servers() {
        return TestServers.kafka().bootstrapServers();
    }

    static ServiceDatabase emptyDatabase() {
        ServiceDatabase database = TestServers.database("audit");
        new Migrations("audit", database.asOwner(), database.application(), database.reader()).migrate();
        return database;
    }

    static NoteSigner newSigner() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new NoteSigner(VerifierKey.of(ORIGIN, pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void makeTopic(String topic) {
        administer(admin -> {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
            // The controller has it before the broker tells of it
            while (!admin.listTopics().names().get().contains(topic)) {
                Thread.onSpinWait();
            }
        });
    }

    /** Something that an administrator of Kafka does. */
    interface Administration {
        void run(Admin admin) throws ExecutionException, InterruptedException;
    }

    static void administer(Administration work) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            work.run(admin);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A process that is the sequencer as soon as it begins. */
    SequencingProcess process(StepByStep steps) {
        return process(steps, signer, List.of());
    }

    SequencingProcess process(StepByStep steps, NoteSigner signing, List<VerifierKey> former) {
        List<VerifierKey> keys = new ArrayList<>(List.of(signing.verifier()));
        keys.addAll(former);
        var process = new SequencingProcess(this, steps, signing, keys, Duration.ZERO, Clock.systemUTC());
        processes.add(process);
        return process;
    }

    SequencingProcess process(Duration anchorInterval, InstantSource clock) {
        var process = new SequencingProcess(
                this, StepByStep.UNHINDERED, signer, List.of(signer.verifier()), anchorInterval, clock);
        processes.add(process);
        return process;
    }

    StoredLog stored(WriteOnceStore store, List<VerifierKey> keys) {
        return new StoredLog(new StoredTiles(store), new StoredHeads(store, ORIGIN, keys), new StoredAnchors(store));
    }

    /** The log as somebody finds it who has nothing but the store. */
    StoredLog stored() {
        return stored(store(), List.of(signer.verifier()));
    }

    PublicLog newest() {
        return stored().newest().orElseThrow();
    }

    /** All entries of the newest checkpoint. */
    List<byte[]> entries() {
        PublicLog log = newest();
        List<byte[]> entries = new ArrayList<>();
        for (long bundle = 0; bundle * 256 < log.size(); bundle++) {
            entries.addAll(log.entries(bundle));
        }
        return entries;
    }

    WriteOnceStore store() {
        try {
            return new DirectoryStore(directory, Clock.systemUTC(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether some sequencer has passed every record of every topic. */
    boolean isTakenIn() {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.put(new TopicPartition(main, partition), OffsetSpec.latest());
            partitions.put(new TopicPartition(own, partition), OffsetSpec.latest());
        }
        try {
            return admin.listOffsets(partitions).all().get().entrySet().stream()
                    .allMatch(end -> isTakenIn(end.getKey(), end.getValue().offset()));
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isTakenIn(TopicPartition partition, long end) {
        return end == 0
                || jdbc().sql(
                                "select exists (select from log.position where topic = ? and partition = ? and next >= ?)")
                        .params(partition.topic(), partition.partition(), end)
                        .query(Boolean.class)
                        .single();
    }

    JdbcClient jdbc() {
        return JdbcClient.create(database.asApplication());
    }

    /** As the owner, who may do what the service may not. */
    JdbcClient ownerJdbc() {
        return JdbcClient.create(database.asOwner());
    }

    /** As somebody who may do everything with this database. */
    void asSuperuser(String sql) {
        try (var connection = TestServers.postgres()
                        .superuser(database.url().replaceAll(".*/([^/?]+).*", "$1"))
                        .getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next event of a model. */
    RecordedEvent event(String model) {
        var described = new ModelDescribed(new ModelName(model), "a change");
        return record(main, described, sequences.merge(model, 1L, Long::sum) - 1);
    }

    static RecordedEvent record(String topic, Event event, long sequence) {
        String type = EventTypes.nameOf(event.getClass());
        UUID id = UUID.randomUUID();
        var headers = new EventHeaders(
                id,
                "/cairn/registry",
                type,
                event.stream(),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                "https://cairn.dev/schemas/" + type + ".json",
                Actor.of("https://id.example#mia"),
                null,
                "correlation",
                null,
                sequence,
                HexFormat.of().toHexDigits(id.getMostSignificantBits())
                        + HexFormat.of().toHexDigits(id.getLeastSignificantBits()),
                null);
        return new RecordedEvent(topic, event.key(), headers, EventCodec.write(event));
    }

    /** {@code count} events over ten models, sent. */
    List<RecordedEvent> send(int count) {
        List<RecordedEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event("model-" + i % 10));
        }
        events.forEach(event -> producer.send(KafkaEvents.toRecord(event)));
        producer.flush();
        return events;
    }

    void send(RecordedEvent event) {
        send(KafkaEvents.toRecord(event));
    }

    void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(SequencingProcess::die);
        producer.close();
        admin.close();
    }
}
