package dev.cairn.registry;

import static dev.cairn.registry.RunningRegistry.engineer;
import static dev.cairn.registry.RunningRegistry.get;
import static dev.cairn.registry.RunningRegistry.newModel;
import static dev.cairn.registry.RunningRegistry.upload;
import static dev.cairn.registry.RunningRegistry.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The directory that holds the blobs is not there for a while, as when a disk is not mounted. */
class StoreAwayTest {

    private static final Path BLOBS = RunningRegistry.ARTIFACTS.resolve("blobs");
    private static final Path ELSEWHERE = RunningRegistry.ARTIFACTS.resolve("not-mounted");

    private final byte[] content = "of a store that comes back".getBytes(StandardCharsets.UTF_8);
    private String model;

    @BeforeEach
    void register() throws IOException {
        model = newModel(engineer(), "NUMBER");
        Sha256Digest digest = upload(engineer(), content);
        Answer answer = write(engineer(), "POST", versions(), manifest(digest, ""));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        Files.move(BLOBS, ELSEWHERE);
    }

    private static byte[] manifest(Sha256Digest digest, String more) {
        return RunningRegistry.manifest(digest, "of a store that comes back".length(), more)
                .getBytes(StandardCharsets.UTF_8);
    }

    private String versions() {
        return "/api/v1/models/" + model + "/versions";
    }

    @AfterEach
    void comesBack() throws IOException {
        if (Files.exists(ELSEWHERE)) {
            Files.move(ELSEWHERE, BLOBS);
        }
    }

    @Test
    @Clause("RET-2")
    void aDownloadEndsWithASentenceThatSaysSoAndIsNoDamage() throws Exception {
        Answer away = get(engineer(), versions() + "/1/artifacts/model.bin");

        assertThat(away.status()).as(away.toString()).isEqualTo(503);
        assertThat(away.code()).isEqualTo("unavailable");
        assertThat(away.json().path("detail").asString()).contains("write-once store");
        assertThat(away.header("X-Media-Type")).isNull();
        assertThat(RunningRegistry.events(model, "IntegrityViolated")).isEmpty();

        Files.move(ELSEWHERE, BLOBS);
        assertThat(get(engineer(), versions() + "/1/artifacts/model.bin")
                        .response()
                        .body())
                .isEqualTo(content);
    }

    @Test
    @Clause("REG-7")
    void aRegistrationEndsWithASentenceThatSaysSo() {
        Answer away = write(
                engineer(), "POST", versions(), manifest(Sha256Digest.of(content), ", \"description\": \"another\""));

        assertThat(away.status()).as(away.toString()).isEqualTo(503);
        assertThat(away.code()).isEqualTo("unavailable");
    }
}
