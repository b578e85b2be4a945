package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.system.CairnCommand;
import dev.cairn.acceptance.system.CairnCommand.Run;
import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Digests;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.Json;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The end of a training job, as its last step types it in a checkout. */
class PipelineTest {

    @TempDir
    private Path checkout;

    private final RunningCairn cairn = RunningCairn.shared();
    private final Caller mia = cairn.person("mia");
    private final String model = mia.newModel();
    private CairnCommand pipeline;

    @BeforeEach
    void a_training_job_has_ended() throws IOException, InterruptedException {
        pipeline = new CairnCommand(cairn, checkout, cairn.machine("ci-pipeline"));
        Files.write(checkout.resolve("model.onnx"), Draft.trained().content("model.bin"));
        Files.writeString(checkout.resolve("MODEL_CARD.md"), "# Card\n");
        git("init", "--quiet");
        git("-c", "user.name=m", "-c", "user.email=m@example.org", "commit", "--quiet", "--allow-empty", "-m", "Train");
        git("remote", "add", "origin", "https://git.example.com/fraud.git");
    }

    @Test
    @Clause({"PIP-1", "MET-2"})
    void one_command_registers_the_version_with_its_commit() throws Exception {
        Run run = pipeline.run(
                        "register",
                        model,
                        "--weights",
                        "model.onnx",
                        "--artifact",
                        "model-card=MODEL_CARD.md",
                        "--metric",
                        "accuracy=0.97@test",
                        "--param",
                        "epochs=20",
                        "--data",
                        "cards@2026-Q3")
                .expect(0);

        JsonNode version = latest();
        assertThat(run.out()).contains(model + "/1.0.0", version.path("digest").asString());
        JsonNode manifest = version.path("manifest");
        assertThat(manifest.at("/code/repository").asString()).isEqualTo("https://git.example.com/fraud.git");
        assertThat(manifest.at("/code/commit").asString()).isEqualTo(commit());
        assertThat(manifest.path("metrics"))
                .isEqualTo(Json.read("[{\"name\":\"accuracy\",\"value\":0.97,\"split\":\"test\"}]"));
        assertThat(manifest.path("parameters")).isEqualTo(Json.read("{\"epochs\":20}"));
        assertThat(manifest.path("data")).isEqualTo(Json.read("[{\"name\":\"cards\",\"version\":\"2026-Q3\"}]"));
        assertThat(version.path("answerable").asString()).isEqualTo(mia.actor());
    }

    @Test
    @Clause("PIP-3")
    void a_registration_that_fails_fails_the_pipeline_says_why_and_leaves_nothing() {
        Run unknown = pipeline.run("register", model + "-typo", "--weights", "model.onnx")
                .expect(1);
        assertThat(unknown.err()).contains("There is no model " + model + "-typo", "cairn models lists");
        Run faulty = pipeline.run("register", model, "--weights", "model.onnx", "--parent", model + "/9.9.9")
                .expect(1);
        assertThat(faulty.err()).contains("/parents/0", "is not registered");
        Run missing =
                pipeline.run("register", model, "--weights", "not-there.onnx").expect(1);
        assertThat(missing.err()).contains("not-there.onnx cannot be read");
        pipeline.run("register", model).expect(2);

        assertThat(mia.registry()
                        .get("/api/v1/models/" + model + "/versions")
                        .json()
                        .path("items"))
                .isEmpty();
    }

    @Test
    @Clause("PIP-4")
    void the_same_registration_again_gives_the_same_version() {
        Run first = pipeline.run("register", model, "--weights", "model.onnx").expect(0);
        Run again = pipeline.run("register", model, "--weights", "model.onnx").expect(0);

        assertThat(last(again)).isEqualTo(last(first));
        assertThat(mia.registry()
                        .get("/api/v1/models/" + model)
                        .json()
                        .path("versions")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    @Clause({"RET-1", "RET-2", "IMM-3"})
    void a_version_is_pulled_and_checked_with_one_command() throws IOException {
        pipeline.run("register", model, "--weights", "model.onnx").expect(0);
        pipeline.run("alias", model + "/latest", "champion").expect(0);
        pipeline.run("tag", model + "/champion", "purpose=candidate").expect(0);
        pipeline.run("pull", model + "/champion", "--to", "pulled").expect(0);

        assertThat(checkout.resolve("pulled/model.onnx")).hasSameBinaryContentAs(checkout.resolve("model.onnx"));
        assertThat(Digests.hex(Files.readAllBytes(checkout.resolve("pulled/manifest.json"))))
                .isEqualTo(latest().path("digest").asString());
        Run shown = pipeline.run("show", model + "/1.0.0").expect(0);
        assertThat(Json.read(shown.out()).at("/tags/purpose").asString()).isEqualTo("candidate");
    }

    private JsonNode latest() {
        return mia.registry()
                .get("/api/v1/models/" + model + "/versions/latest")
                .expect(200)
                .json();
    }

    private static String last(Run run) {
        return run.out().lines().reduce((before, line) -> line).orElse("");
    }

    private String commit() throws IOException, InterruptedException {
        return git("rev-parse", "HEAD");
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command)
                .directory(checkout.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(git.getInputStream().readAllBytes()).strip();
        assertThat(git.waitFor()).as(printed).isZero();
        return printed;
    }
}
