package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.Json;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.test.Clause;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is said about a version at its registration comes back as it was said. */
class MetadataTest {

    private final RunningCairn cairn = RunningCairn.shared();
    private final Caller mia = cairn.person("mia");
    private final String model = mia.newModel();

    @Test
    @Clause({"MET-1", "ACL-4"})
    void a_version_names_its_creator_its_time_and_who_answers_for_a_machine() {
        JsonNode version = Draft.trained().registered(cairn.machine("ci-pipeline"), model);

        assertThat(version.path("label").asString()).isEqualTo("1.0.0");
        assertThat(version.path("registered").asString()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
        assertThat(version.path("creator").asString()).isEqualTo(cairn.issuer() + "#ci-pipeline");
        assertThat(version.path("answerable").asString()).isEqualTo(mia.actor());
    }

    @Test
    @Clause("MET-2")
    void data_and_code_come_back_with_their_versions() {
        comesBack(
                "data",
                List.of(
                        Map.of(
                                "name",
                                "card-payments",
                                "version",
                                "2026-Q3",
                                "uri",
                                "s3://data/q3",
                                "digest",
                                "3a".repeat(32),
                                "purpose",
                                "training"),
                        Map.of("name", "labelled", "version", "14", "purpose", "test")));
        comesBack(
                "code",
                Map.of("repository", "https://git.example.com/fraud.git", "commit", "8f".repeat(20), "dirty", false));
        Draft.trained()
                .with("code", Map.of("repository", "https://git.example.com/fraud.git", "commit", "main"))
                .register(mia, model)
                .problem(400, "manifest-invalid");
    }

    @Test
    @Clause("MET-3")
    void hyperparameters_and_the_whole_configuration_come_back() {
        comesBack("parameters", Map.of("learning_rate", 0.05, "iterations", 400, "loss", "log_loss", "balanced", true));
        comesBack(
                "configuration",
                Json.read("{\"optimizer\":{\"name\":\"adam\",\"betas\":[0.9,0.999]},\"early_stopping\":null}"));
    }

    @Test
    @Clause("MET-4")
    void metrics_of_any_name_come_back_with_their_split() {
        comesBack(
                "metrics",
                List.of(
                        Map.of("name", "accuracy", "value", 0.913, "split", "test", "better", "higher"),
                        Map.of("name", "accuracy", "value", 0.971, "split", "training", "better", "higher"),
                        Map.of("name", "our own score", "value", -17, "split", "validation")));
        Draft.trained()
                .with("metrics", List.of(Map.of("name", "accuracy", "value", 0.9)))
                .register(mia, model)
                .problem(400, "manifest-invalid");
    }

    @Test
    @Clause("MET-6")
    void parents_and_the_experiment_come_back_and_a_parent_must_exist() {
        Draft.trained().registered(mia, model);
        comesBack("experiment", Map.of("name", "fraud-q3", "run", "run-0042", "uri", "https://runs.example.com/42"));
        comesBack(
                "parents",
                List.of(
                        Map.of("model", model, "version", "1.0.0"),
                        Map.of("uri", "https://models.example.org/base/3", "digest", "4f".repeat(32))));

        JsonNode problem = Draft.trained()
                .with("parents", List.of(Map.of("model", model, "version", "9.9.9")))
                .register(mia, model)
                .problem(400, "manifest-invalid");
        assertThat(problem.at("/faults/0/pointer").asString()).isEqualTo("/parents/0");
    }

    @Test
    @Clause("MET-7")
    void the_model_card_comes_back() {
        Draft draft = Draft.trained().file("model-card", "MODEL_CARD.md", "text/markdown", "# For card payments\n");
        String label = draft.registered(mia, model).path("label").asString();

        assertThat(mia.registry()
                        .get("/api/v1/models/" + model + "/versions/" + label + "/artifacts/MODEL_CARD.md")
                        .expect(200)
                        .text())
                .isEqualTo("# For card payments\n");
    }

    @Test
    @Clause("MET-10")
    void description_and_change_note_come_back_and_the_manifest_names_the_version_of_its_schema() {
        comesBack("description", "Finds fraud in card payments.\nNot meant for transfers.");
        comesBack("changeNote", "One feature less.");
        assertThat(Draft.trained()
                        .registered(mia, model)
                        .at("/manifest/manifestVersion")
                        .asInt())
                .isEqualTo(1);
        Draft.trained().with("manifestVersion", 2).register(mia, model).problem(400, "manifest-invalid");
    }

    private void comesBack(String field, Object said) {
        JsonNode registered = Draft.trained().with(field, said).registered(mia, model);
        JsonNode shown = mia.registry()
                .get("/api/v1/models/" + model + "/versions/"
                        + registered.path("label").asString())
                .expect(200)
                .json();

        assertThat(shown.path("manifest").path(field))
                .isEqualTo(Json.read(Json.of(said).toString()));
    }
}
