package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client in Python that the documentation shows, as it stands there. */
class AnotherLanguageTest {

    private static final Path CLIENT = Path.of("").toAbsolutePath().resolveSibling("docs/examples/client.py");

    @TempDir
    private Path directory;

    private final RunningCairn cairn = RunningCairn.shared();
    private final Caller mia = cairn.person("mia");

    @BeforeEach
    void there_is_a_python() throws IOException, InterruptedException {
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0,
                "There is no python3 on this machine");
    }

    @Test
    @Clause({"REG-2", "AUD-2"})
    void a_version_is_registered_taken_back_and_proved_with_python_alone() throws Exception {
        String model = mia.newModel();
        Path weights =
                Files.write(directory.resolve("model.bin"), Draft.trained().content("model.bin"));

        String printed = python(0, model, weights.toString());
        String digest = mia.registry()
                .get("/api/v1/models/" + model + "/versions/1.0.0")
                .expect(200)
                .json()
                .path("digest")
                .asString();
        assertThat(printed).contains(model + "/1.0.0  sha256:" + digest, "proved to be entry");
        assertThat(python(0, model, weights.toString()))
                .as("again, the same version")
                .contains(digest);
    }

    @Test
    @Clause("REG-2")
    void a_refusal_is_told_in_the_services_words() throws Exception {
        Path weights =
                Files.write(directory.resolve("model.bin"), Draft.trained().content("model.bin"));

        assertThat(python(1, "test-model", weights.toString())).contains(RunningCairn.NAMING_RULE);
    }

    private String python(int exit, String... arguments) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(new ArrayList<>(List.of("python3", CLIENT.toString())))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().put("CAIRN_REGISTRY", cairn.registry().toString());
        builder.environment().put("CAIRN_AUDIT", cairn.audit().toString());
        builder.environment().put("CAIRN_ISSUER", cairn.issuer().toString());
        Process python = builder.start();
        String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(printed).isEqualTo(exit);
        return printed;
    }
}
