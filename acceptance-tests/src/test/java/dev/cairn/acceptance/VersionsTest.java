package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.system.Answer;
import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Digests;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.EventLog;
import dev.cairn.acceptance.system.LoggedEvent;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.test.Clause;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class VersionsTest {

    private final Caller mia = RunningCairn.shared().person("mia");

    @Test
    @Clause("VER-1")
    void an_identifier_is_given_once_within_its_model_and_never_again() {
        String model = mia.newModel();
        Draft.trained().register(mia, model, "?label=1.0.0").expect(201);

        Draft.trained().register(mia, model, "?label=1.0.0").problem(409, "label-taken");
        mia.registry().delete(versions(model) + "/1.0.0").problem(409, "version-immutable");
        Draft.trained().register(mia, model, "?label=1.0.0").problem(409, "label-taken");
        assertThat(labels(model)).containsExactly("1.0.0");
    }

    @Test
    @Clause("VER-1")
    void two_models_may_have_versions_of_the_same_name() {
        for (String model : List.of(mia.newModel(), mia.newModel())) {
            assertThat(Draft.trained().registered(mia, model).path("label").asString())
                    .isEqualTo("1.0.0");
        }
    }

    @ParameterizedTest
    @Clause("VER-2")
    @CsvSource({"SEMANTIC, 1\\.0\\.0, 1\\.0\\.1", "NUMBER, 1, 2", "TIMESTAMP, STAMP, STAMP(-2)?"})
    void labels_follow_the_models_scheme(String scheme, String first, String second) {
        String model = mia.newModel(Map.of("scheme", scheme));
        String stamp = "\\\\d{4}-\\\\d{2}-\\\\d{2}-\\\\d{6}";

        assertThat(Draft.trained().registered(mia, model).path("label").asString())
                .matches(first.replaceAll("STAMP", stamp));
        assertThat(Draft.trained().registered(mia, model).path("label").asString())
                .matches(second.replaceAll("STAMP", stamp));
        assertThat(labels(model)).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    @Clause("VER-2")
    void versions_that_meet_in_one_second_get_different_timestamps() {
        String model = mia.newModel(Map.of("scheme", "TIMESTAMP"));
        IntStream.range(0, 4).forEach(i -> Draft.trained().registered(mia, model));

        assertThat(labels(model)).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    @Clause("VER-2")
    void a_later_manifest_over_the_same_weights_gets_a_suffix() {
        String model = mia.newModel(Map.of("scheme", "WEIGHTS_DIGEST"));
        byte[] weights = Draft.trained().content("model.bin");
        String digest = Digests.hex(weights);

        assertThat(Stream.of("first", "second", "third")
                        .map(note -> Draft.of(weights)
                                .with("changeNote", note)
                                .registered(mia, model)
                                .path("label")
                                .asString()))
                .containsExactly(digest, digest + "-2", digest + "-3");
    }

    @Test
    @Clause({"VER-2", "VER-6"})
    void a_version_is_found_by_each_of_its_identifiers() {
        String model = mia.newModel();
        JsonNode version = Draft.trained().registered(mia, model);
        mia.registry().put("/api/v1/models/" + model + "/aliases/champion", Map.of("version", "1.0.0"));
        String digest = version.path("digest").asString();

        for (String name : List.of("1.0.0", digest, "sha256:" + digest, "champion", "latest")) {
            Answer found = mia.registry().get(versions(model) + "/" + name).expect(200);
            assertThat(found.json().path("digest").asString()).as(name).isEqualTo(digest);
            assertThat(found.json().path("label").asString()).as(name).isEqualTo("1.0.0");
        }
    }

    @Test
    @Clause("VER-3")
    void weights_stay_what_they_are_whoever_sends_others_in_their_place() {
        String model = mia.newModel();
        Draft draft = Draft.trained();
        draft.registered(mia, model);
        byte[] weights = draft.content("model.bin");
        byte[] others = Draft.trained().content("model.bin");

        mia.registry().put("/api/v1/blobs/" + Digests.hex(weights), others).problem(422, "content-mismatch");
        mia.registry()
                .put(versions(model) + "/1.0.0/artifacts/model.bin", others)
                .problem(409, "version-immutable");
        assertThat(mia.registry()
                        .get(versions(model) + "/1.0.0/artifacts/model.bin")
                        .expect(200)
                        .body())
                .isEqualTo(weights);
    }

    @Test
    @Clause("VER-4")
    void everything_is_stored_with_role_path_size_media_type_and_digest() {
        String model = mia.newModel();
        Draft draft = Draft.trained()
                .file("architecture", "architecture.json", "application/json", "{\"layers\": 3}")
                .file("configuration", "training/config.yaml", "application/yaml", "epochs: 20\n")
                .file("preprocessing", "scaler.bin", "application/octet-stream", "scale")
                .file("tokenizer", "tokenizer.json", "application/json", "{}")
                .file("encoder", "labels.json", "application/json", "[]")
                .file("environment", "requirements.lock", "text/plain", "onnx==1.0\n")
                .file("model-card", "MODEL_CARD.md", "text/markdown", "# Card\n")
                .file("code", "train.py", "text/x-python", "print()\n");
        JsonNode version = draft.registered(mia, model);

        assertThat(version.at("/manifest/artifacts")).isEqualTo(draft.manifest().path("artifacts"));
        draft.files().forEach((path, content) -> {
            Answer artifact = mia.registry()
                    .get(versions(model) + "/1.0.0/artifacts/" + path)
                    .expect(200);
            assertThat(artifact.body()).as(path).isEqualTo(content);
            assertThat(artifact.header("ETag")).isEqualTo("\"" + Digests.hex(content) + "\"");
        });
    }

    @Test
    @Clause({"VER-5", "AUD-1"})
    void a_registration_is_on_the_log_with_who_when_and_what() {
        String model = mia.newModel();
        JsonNode version = Draft.trained().registered(mia, model);
        LoggedEvent event =
                EventLog.shared().awaitAbout("cairn.registry", model, 2).get(1);

        assertThat(event.type()).isEqualTo("VersionRegistered");
        assertThat(event.stream()).isEqualTo("version:" + model + "/1.0.0");
        assertThat(event.actor()).isEqualTo(mia.actor());
        assertThat(event.time()).isEqualTo(version.path("registered").asString());
        assertThat(event.json().path("digest")).isEqualTo(version.path("digest"));
        assertThat(event.json().path("manifest")).isEqualTo(version.path("manifest"));
    }

    @Test
    @Clause("VER-8")
    void what_the_store_enforces_was_tried_and_is_shown() {
        for (String health : List.of(
                mia.registry().get("/actuator/health").expect(200).text(),
                mia.audit().get("/actuator/health").expect(200).text())) {
            assertThat(health).contains("\"enforcement\":\"detect-only\"");
        }
    }

    private List<String> labels(String model) {
        return mia.registry()
                .get(versions(model))
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .map(version -> version.path("label").asString())
                .toList();
    }

    private static String versions(String model) {
        return "/api/v1/models/" + model + "/versions";
    }
}
