package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.acceptance.system.CairnCommand;
import dev.cairn.acceptance.system.CairnCommand.Run;
import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Digests;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.EventLog;
import dev.cairn.acceptance.system.Kafka;
import dev.cairn.acceptance.system.LoggedEvent;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.acceptance.system.Waiting;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What people with a key to the back door can do, and what they cannot hide. Comes last: it damages the shared Cairn. */
@Order(Integer.MAX_VALUE)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InsidersTest {

    private static final int CHUNK = 8 << 20;

    private final RunningCairn cairn = RunningCairn.shared();
    private final Caller mia = cairn.person("mia");
    private final Caller olga = cairn.person("olga");
    private final Caller ada = cairn.person("ada");
    private final String model = mia.newModel();

    @Test
    @Order(1)
    @Clause({"IMM-4", "RET-2"})
    void a_byte_altered_in_the_store_is_never_handed_out_and_is_named_until_it_is_mended(@TempDir Path directory)
            throws IOException {
        Draft draft = Draft.trained(CHUNK + 500);
        draft.registered(mia, model);
        byte[] content = draft.content("model.bin");
        String artifact = "/api/v1/models/" + model + "/versions/1.0.0/artifacts/model.bin";
        flip(stored(content), CHUNK + 100);

        assertThatThrownBy(() -> mia.registry().attempt("GET", artifact, null)).isInstanceOf(IOException.class);
        mia.registry().get(artifact, "Range", "bytes=" + (CHUNK + 50) + "-").problem(500, "content-damaged");
        mia.registry().get(artifact, "Range", "bytes=0-99").expect(206);
        LoggedEvent violated = EventLog.shared()
                .await("record of the damage", event -> event.type().equals("IntegrityViolated"));
        assertThat(violated.stream()).isEqualTo("version:" + model + "/1.0.0");
        assertThat(violated.json().path("path").asString()).isEqualTo("model.bin");
        Run verified = verify(directory).expect(3);
        assertThat(verified.out()).contains("ALTERED artifact", model + "/1.0.0", "model.bin");
        LoggedEvent raised =
                EventLog.shared().await("alarm", event -> event.type().equals("TamperingDetected"));
        assertThat(raised.json().toString()).contains("model.bin");

        mia.registry().put("/api/v1/blobs/" + Digests.hex(content), content).expect(201);
        assertThat(mia.registry().get(artifact).expect(200).body()).isEqualTo(content);
        assertThat(verify(directory).expect(0).out()).contains("Nothing was altered");
    }

    @Test
    @Order(2)
    @Clause({"REG-6", "IMM-4", "AUD-1"})
    void a_record_that_no_service_decided_holds_back_its_own_key_visibly_until_it_is_given_up(@TempDir Path directory)
            throws Exception {
        String other = mia.newModel();
        write("cairn.registry", "model:" + model, "{\"claims\": \"anything\"}");
        JsonNode parked = Waiting.until(
                "parked key",
                () -> olga.audit()
                        .get("/api/v1/parked-keys")
                        .json()
                        .path("items")
                        .valueStream()
                        .filter(key -> key.path("key").asString().equals("model:" + model))
                        .findFirst());
        assertThat(parked.path("reason").asString()).contains("is no event of Cairn");
        Waiting.untilTrue(
                "inbox that says so",
                () -> olga.audit()
                        .get("/actuator/health")
                        .json()
                        .at("/components/inbox/status")
                        .asString()
                        .equals("DEGRADED"));

        describe(model);
        describe(other);
        String searched = "/api/v1/entries?type=dev.cairn.registry.ModelDescribed.v1&model=";
        Waiting.untilTrue(
                "entry of another key",
                () -> ada.audit().get(searched + other).text().contains("ModelDescribed"));
        assertThat(ada.audit().get(searched + model).json().path("items")).isEmpty();
        assertThat(verify(directory).expect(3).out()).contains("ALTERED topic cairn.registry-");

        olga.audit()
                .post(
                        "/api/v1/parked-keys/discard",
                        Map.of("topic", "cairn.registry", "key", "model:" + model, "reason", "nobody decided it"))
                .expect(200);
        Waiting.untilTrue(
                "entry that waited",
                () -> ada.audit().get(searched + model).text().contains("ModelDescribed"));
        for (String type : new String[] {"KeyParked", "EventDiscarded"}) {
            EventLog.shared()
                    .await(
                            type,
                            event -> event.topic().equals("cairn.audit.access")
                                    && event.headers()
                                            .getOrDefault("ce_type", "")
                                            .contains(type));
        }
    }

    @ParameterizedTest
    @Order(3)
    @Clause("IMM-2")
    @ValueSource(
            strings = {
                "update events.event set actor = 'https://nobody.example#nobody'",
                "delete from events.event",
                "truncate events.event",
                "alter table events.event disable trigger all",
                "drop table events.event"
            })
    void not_even_the_services_own_password_changes_an_event_row(String attempt) throws SQLException {
        for (String service : List.of("registry", "audit")) {
            try (var database = cairn.database(service, service);
                    var statement = database.createStatement()) {
                assertThatThrownBy(() -> statement.execute(attempt))
                        .isInstanceOf(SQLException.class)
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
        }
    }

    @Test
    @Order(4)
    @Clause("IMM-4")
    void an_event_row_that_a_database_administrator_altered_is_named(@TempDir Path directory) throws SQLException {
        Draft.trained()
                .with("metrics", List.of(Map.of("name", "accuracy", "value", 0.61, "split", "test")))
                .registered(mia, model);
        assertThat(replaceInRows("0.61", "0.99")).isEqualTo(1);

        assertThat(verify(directory).expect(3).out()).contains("ALTERED event-row registry events.event row");
        assertThat(replaceInRows("0.99", "0.61")).isEqualTo(1);
        assertThat(verify(directory).out()).doesNotContain("event-row");
    }

    /** As PostgreSQL's superuser, whom no trigger stops. */
    private int replaceInRows(String text, String other) throws SQLException {
        try (var database = cairn.database("registry", "postgres");
                var statement = database.createStatement()) {
            statement.execute("alter table events.event disable trigger events_are_final");
            int replaced = statement.executeUpdate("""
                    update events.event
                    set data = convert_to(replace(convert_from(data, 'UTF8'), '"value":%s', '"value":%s'), 'UTF8')
                    where key = 'model:%s' and convert_from(data, 'UTF8') like '%%"value":%s%%'
                    """.formatted(text, other, model, text));
            statement.execute("alter table events.event enable trigger events_are_final");
            return replaced;
        }
    }

    @Test
    @Order(5)
    @Clause("IMM-4")
    void a_topic_that_a_kafka_administrator_cut_is_named_with_what_is_missing(@TempDir Path directory)
            throws ExecutionException, InterruptedException {
        LoggedEvent registered = EventLog.shared()
                .await("event of " + model, event -> event.key().equals("model:" + model));
        var partition = new TopicPartition(registered.topic(), registered.partition());
        try (var kafka = Admin.create(Kafka.settings(cairn, "admin"))) {
            kafka.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(registered.offset() + 1)))
                    .all()
                    .get();
        }

        assertThat(verify(directory).expect(3).out())
                .contains(
                        "ALTERED topic " + partition + ": It begins at offset " + (registered.offset() + 1),
                        registered.id());
    }

    private void describe(String model) {
        mia.registry()
                .put("/api/v1/models/" + model + "/description", Map.of("description", "goes on"))
                .expect(200);
    }

    private Run verify(Path directory) {
        return new CairnCommand(cairn, directory, cairn.person("ada")).run("verify");
    }

    /** Where the directory keeps content, for whoever may write there. */
    private Path stored(byte[] content) throws IOException {
        String digest = Digests.hex(content);
        try (var files = Files.walk(cairn.data().resolve("artifacts"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().contains(digest) && file.toFile().length() == content.length)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void flip(Path file, long position) throws IOException {
        assertThat(file.toFile().setWritable(true)).isTrue();
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(position);
            int flipped = bytes.read() ^ 1;
            bytes.seek(position);
            bytes.write(flipped);
        }
    }

    private void write(String topic, String key, String value) throws Exception {
        var settings = Kafka.settings(cairn, "registry");
        settings.put("enable.idempotence", false);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }
}
