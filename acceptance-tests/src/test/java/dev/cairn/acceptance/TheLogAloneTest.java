package dev.cairn.acceptance;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.proof.CanonicalRecord;
import dev.cairn.acceptance.proof.PublicLog;
import dev.cairn.acceptance.proof.SignedCheckpoint;
import dev.cairn.acceptance.system.Answer;
import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Digests;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.EventLog;
import dev.cairn.acceptance.system.Json;
import dev.cairn.acceptance.system.LoggedEvent;
import dev.cairn.acceptance.system.PublishedSchemas;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.acceptance.system.Waiting;
import dev.cairn.test.Clause;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Reads everything again that all scenarios left behind, and finds it whole. Knows the log's documentation and no code. */
@Order(Integer.MAX_VALUE - 1)
class TheLogAloneTest {

    private static final RunningCairn CAIRN = RunningCairn.shared();

    private static List<LoggedEvent> events = List.of();

    /** Something has happened, also where this class runs alone; and every download has ended. */
    @BeforeAll
    static void everything_is_at_rest() {
        Caller mia = CAIRN.person("mia");
        String model = mia.newModel();
        Draft.trained().registered(mia, model);
        mia.registry()
                .get("/api/v1/models/" + model + "/versions/latest/package")
                .expect(200);
        mia.registry().delete("/api/v1/models/" + model + "/versions/latest").expect(409);
        Waiting.untilTrue("end of every download", () -> {
            events = EventLog.shared().all();
            return of("RetrievalStarted").size() == of("RetrievalFinished").size();
        });
    }

    private static List<LoggedEvent> of(String type) {
        return events.stream().filter(event -> event.type().equals(type)).toList();
    }

    @Test
    @Clause("AUD-1")
    void every_stream_begins_at_0_and_has_no_gap() {
        Map<String, List<LoggedEvent>> streams = events.stream().collect(groupingBy(LoggedEvent::stream));

        streams.forEach((stream, of) -> assertThat(of.stream().map(LoggedEvent::sequence))
                .as(stream)
                .containsExactlyElementsOf(
                        LongStream.range(0, of.size()).boxed().toList()));
        assertThat(streams).hasSizeGreaterThan(3);
    }

    @Test
    @Clause("AUD-1")
    void the_time_of_decisions_never_goes_back_within_a_key_and_no_event_is_there_twice() {
        events.stream()
                .filter(event -> Set.of("cairn.registry", "cairn.approval", "cairn.deployment")
                        .contains(event.topic()))
                .filter(event -> event.key().startsWith("model:"))
                .collect(groupingBy(event -> event.topic() + " " + event.key()))
                .forEach((key, of) ->
                        assertThat(of).extracting(LoggedEvent::time).as(key).isSorted());
        assertThat(events).extracting(LoggedEvent::id).doesNotHaveDuplicates();
    }

    @Test
    @Clause("REG-2")
    void every_event_is_as_its_published_schema_says() {
        assertThat(events)
                .allSatisfy(event -> assertThat(PublishedSchemas.faults(event))
                        .as(event.toString())
                        .isEmpty());
    }

    @Test
    @Clause({"IMM-3", "RET-1"})
    void every_version_is_the_digest_of_its_manifest_and_every_artifact_has_its_digest() throws IOException {
        Caller auditor = CAIRN.person("ada");
        for (LoggedEvent registered : of("VersionRegistered")) {
            String[] version = registered.json().path("version").asString().split("/", 2);
            Answer whole = auditor.registry()
                    .get("/api/v1/models/" + version[0] + "/versions/" + version[1] + "/package")
                    .expect(200);
            Map<String, byte[]> entries = unpacked(whole.body());

            assertThat(Digests.hex(entries.get("manifest.json")))
                    .isEqualTo(registered.json().path("digest").asString());
            JsonNode manifest = Json.read(entries.get("manifest.json"));
            assertThat(manifest).isEqualTo(registered.json().path("manifest"));
            for (JsonNode artifact : manifest.path("artifacts")) {
                byte[] content =
                        entries.get("artifacts/" + artifact.path("path").asString());
                assertThat(Digests.hex(content))
                        .isEqualTo(artifact.path("digest").asString());
                assertThat(content).hasSize(artifact.path("size").asInt());
            }
        }
    }

    private static Map<String, byte[]> unpacked(byte[] content) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    @Test
    @Clause("RET-5")
    void every_retrieval_has_its_pair() {
        Map<String, LoggedEvent> ends = new HashMap<>();
        of("RetrievalFinished")
                .forEach(end -> assertThat(ends.put(session(end), end)).isNull());

        for (LoggedEvent start : of("RetrievalStarted")) {
            LoggedEvent end = ends.remove(session(start));
            assertThat(end).as("end of " + start).isNotNull();
            assertThat(end.actor()).isEqualTo(start.actor());
            assertThat(end.json().path("version")).isEqualTo(start.json().path("version"));
            assertThat(end.time()).isAfterOrEqualTo(start.time());
        }
        assertThat(ends).isEmpty();
    }

    private static String session(LoggedEvent event) {
        return event.json().path("session").asString();
    }

    @Test
    @Clause({"AUD-1", "AUD-2"})
    void every_event_is_in_the_log_once_in_the_order_of_its_partition_and_nothing_else_is() {
        PublicLog log = covering(events);
        Map<String, Integer> places = new HashMap<>();
        for (byte[] entry : log.entries()) {
            assertThat(places.put(HexFormat.of().formatHex(entry), places.size()))
                    .as("an entry twice")
                    .isNull();
        }
        List<LoggedEvent> later = EventLog.shared().all();

        later.stream()
                .filter(event -> places.containsKey(entry(event)))
                .collect(groupingBy(event -> event.topic() + "-" + event.partition()))
                .forEach((partition, of) -> assertThat(of)
                        .extracting(event -> places.get(entry(event)))
                        .as(partition)
                        .isSorted());
        Set<String> unexplained = new HashSet<>(places.keySet());
        later.forEach(event -> unexplained.remove(entry(event)));
        assertThat(unexplained).isEmpty();
    }

    /** The log, as soon as it has all of these. */
    private static PublicLog covering(List<LoggedEvent> events) {
        Set<String> missing = new HashSet<>();
        List<PublicLog> read = new ArrayList<>();
        Waiting.untilTrue("log with all events", () -> {
            read.add(PublicLog.read(CAIRN.stranger("").audit()));
            missing.clear();
            events.forEach(event -> missing.add(entry(event)));
            read.get(read.size() - 1)
                    .entries()
                    .forEach(entry -> missing.remove(HexFormat.of().formatHex(entry)));
            return missing.isEmpty();
        });
        return read.get(read.size() - 1);
    }

    private static String entry(LoggedEvent event) {
        return HexFormat.of().formatHex(CanonicalRecord.entry(event));
    }

    @Test
    @Clause("AUD-2")
    void every_anchored_checkpoint_is_signed_and_what_is_served_grew_out_of_it() {
        PublicLog log = covering(events);
        String key = CAIRN.stranger("").audit().get("/log/vkey").expect(200).text();

        assertThat(of("CheckpointAnchored")).isNotEmpty();
        for (LoggedEvent anchored : of("CheckpointAnchored")) {
            SignedCheckpoint checkpoint =
                    SignedCheckpoint.verified(anchored.json().path("checkpoint").asString(), key);
            assertThat(checkpoint.origin()).isEqualTo(log.checkpoint().origin());
            assertThat(log.rootAt(checkpoint.size())).isEqualTo(checkpoint.root());
        }
    }
}
