package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.system.Answer;
import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Digests;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.EventLog;
import dev.cairn.acceptance.system.Json;
import dev.cairn.acceptance.system.LoggedEvent;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.test.Clause;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RetrievalTest {

    private static final int CHUNK = 8 << 20;

    private final RunningCairn cairn = RunningCairn.shared();
    private final Caller mia = cairn.person("mia");
    private final String model = mia.newModel();
    private final String artifact = "/api/v1/models/" + model + "/versions/1.0.0/artifacts/model.bin";

    @ParameterizedTest
    @Clause("RET-1")
    @ValueSource(ints = {0, 1, CHUNK, CHUNK + 1})
    void exactly_the_bytes_that_came_in_come_back(int bytes) {
        Draft draft = Draft.trained(bytes);
        draft.registered(mia, model);

        Answer answer = mia.registry().get(artifact).expect(200);
        assertThat(answer.body()).isEqualTo(draft.content("model.bin"));
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(bytes));
    }

    @Test
    @Clause({"RET-1", "RET-3"})
    void a_whole_version_comes_with_its_manifest_and_the_same_bytes_each_time() throws IOException {
        Draft draft = Draft.trained().file("model-card", "docs/CARD.md", "text/markdown", "# Card");
        JsonNode version = draft.registered(mia, model);
        String address = "/api/v1/models/" + model + "/versions/1.0.0/package";
        byte[] whole = mia.registry().get(address).expect(200).body();
        Map<String, byte[]> entries = unpacked(whole);

        draft.files()
                .forEach((path, content) ->
                        assertThat(entries.remove("artifacts/" + path)).as(path).isEqualTo(content));
        byte[] manifest = entries.remove("manifest.json");
        assertThat(Digests.hex(manifest)).isEqualTo(version.path("digest").asString());
        assertThat(Json.read(manifest)).isEqualTo(version.path("manifest"));
        assertThat(entries).isEmpty();
        assertThat(mia.registry().get(address).body()).isEqualTo(whole);
    }

    @Test
    @Clause({"RET-1", "VER-6", "IMM-1"})
    void a_digest_brings_the_same_version_whatever_others_label_with_it() throws IOException {
        Draft pinned = Draft.trained();
        String digest = pinned.registered(mia, model).path("digest").asString();
        String byDigest = "/api/v1/models/" + model + "/versions/" + digest;
        byte[] manifest =
                unpacked(mia.registry().get(byDigest + "/package").body()).get("manifest.json");
        Caller max = cairn.person("max");
        max.registry()
                .put("/api/v1/models/" + model + "/label-scheme", Map.of("scheme", "WEIGHTS_DIGEST"))
                .expect(200);
        Draft other = Draft.of(manifest);

        assertThat(other.registered(max, model).path("label").asString()).startsWith(digest + "-");
        assertThat(mia.registry().get(byDigest + "/artifacts/model.bin").body()).isEqualTo(pinned.content("model.bin"));
        assertThat(pinned.register(mia, model).expect(200).json().path("digest").asString())
                .isEqualTo(digest);
    }

    @Test
    @Clause("RET-3")
    void an_artifact_comes_with_its_name_type_and_digest() {
        Draft.trained()
                .file("tokenizer", "text/tokens.json", "application/json", "{}")
                .registered(mia, model);

        Answer answer = mia.registry().get(artifact.replace("model.bin", "text/tokens.json"));
        assertThat(answer.header("Content-Disposition")).contains("tokens.json");
        assertThat(answer.header("X-Media-Type")).isEqualTo("application/json");
        assertThat(answer.header("ETag")).isEqualTo("\"" + Digests.hex(answer.body()) + "\"");
    }

    @Test
    @Clause("RET-4")
    void a_download_that_broke_off_goes_on_where_it_stopped() {
        Draft draft = Draft.trained(CHUNK + 1000);
        draft.registered(mia, model);
        byte[] content = draft.content("model.bin");

        Answer rest = mia.registry()
                .get(artifact, "Range", "bytes=" + (CHUNK - 5) + "-")
                .expect(206);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(content, CHUNK - 5, content.length));
        assertThat(rest.header("Content-Range"))
                .isEqualTo("bytes " + (CHUNK - 5) + "-" + (content.length - 1) + "/" + content.length);
        mia.registry().get(artifact, "Range", "bytes=" + content.length + "-").problem(416, "range-unsatisfiable");
    }

    @Test
    @Clause({"RET-4", "RET-1"})
    void a_download_by_a_name_that_moved_begins_again_instead_of_mixing_two_versions() {
        Draft first = Draft.trained();
        first.registered(mia, model);
        String latest = artifact.replace("1.0.0", "latest");
        String tag = mia.registry().get(latest).header("ETag");
        Draft second = Draft.trained();
        second.registered(mia, model);

        Answer answer = mia.registry()
                .get(latest, "Range", "bytes=100-", "If-Range", tag)
                .expect(200);
        assertThat(answer.body()).isEqualTo(second.content("model.bin"));
    }

    @Test
    @Clause({"RET-5", "ACL-2", "AUD-1"})
    void a_retrieval_is_on_record_with_who_what_and_through_which_client_and_when_it_ended() {
        Draft draft = Draft.trained();
        JsonNode version = draft.registered(mia, model);
        mia.registry().get(artifact, "User-Agent", "trainer/7").expect(200);

        List<LoggedEvent> pair = EventLog.shared().awaitAbout("cairn.registry.access", model, 2);
        assertThat(pair).extracting(LoggedEvent::type).containsExactly("RetrievalStarted", "RetrievalFinished");
        assertThat(pair).extracting(LoggedEvent::actor).containsOnly(mia.actor());
        JsonNode started = pair.get(0).json();
        assertThat(started.path("version").asString()).isEqualTo(model + "/1.0.0");
        assertThat(started.path("digest")).isEqualTo(version.path("digest"));
        assertThat(started.path("artifact").asString()).isEqualTo("model.bin");
        assertThat(started.path("client").asString()).isEqualTo("trainer/7");
        JsonNode finished = pair.get(1).json();
        assertThat(finished.path("session")).isEqualTo(started.path("session"));
        assertThat(finished.path("outcome").asString()).isEqualTo("COMPLETE");
        assertThat(finished.path("bytes").asInt()).isEqualTo(draft.content("model.bin").length);
    }

    @Test
    @Clause("RET-5")
    void the_ranges_of_one_session_are_one_pair() {
        Draft.trained().registered(mia, model);
        String session = UUID.randomUUID().toString();
        for (String range : List.of("0-999", "1000-1999", "2000-4095")) {
            mia.registry()
                    .get(artifact, "Range", "bytes=" + range, "X-Cairn-Session", session)
                    .expect(206);
        }

        List<LoggedEvent> pair = EventLog.shared().awaitAbout("cairn.registry.access", model, 2);
        assertThat(pair).extracting(LoggedEvent::type).containsExactly("RetrievalStarted", "RetrievalFinished");
        assertThat(pair)
                .allMatch(event -> event.json().path("session").asString().equals(session));
        assertThat(pair.get(1).json().path("bytes").asInt()).isEqualTo(4096);
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
}
