package dev.cairn.registry;

import static dev.cairn.registry.RunningRegistry.engineer;
import static dev.cairn.registry.RunningRegistry.events;
import static dev.cairn.registry.RunningRegistry.get;
import static dev.cairn.registry.RunningRegistry.newModel;
import static dev.cairn.registry.RunningRegistry.upload;
import static dev.cairn.registry.RunningRegistry.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Clause({"RET-5", "ACL-2"})
class DownloadSessionTest {

    private final String model = newModel(engineer(), "NUMBER");
    private final String session = UUID.randomUUID().toString();

    @BeforeEach
    void aVersionOfTwoArtifacts() {
        byte[] content = "session".getBytes(UTF_8);
        Sha256Digest digest = upload(engineer(), content);
        String artifact = "{\"path\": \"%s\", \"role\": \"%s\", \"size\": " + content.length
                + ", \"mediaType\": \"text/plain\", \"digest\": \"" + digest + "\"}";
        String manifest = "{\"manifestVersion\": 1, \"artifacts\": [" + artifact.formatted("weights.bin", "weights")
                + ", " + artifact.formatted("README.md", "other") + "]}";
        Answer registered =
                write(engineer(), "POST", "/api/v1/models/" + model + "/versions", manifest.getBytes(UTF_8));
        assertThat(registered.status()).as(registered.toString()).isEqualTo(201);
    }

    @Test
    void nothingIsFetchedBehindTheSessionOfAnotherArtifact() {
        fetch("README.md");
        fetch("weights.bin");

        assertThat(events(model, "RetrievalStarted"))
                .extracting(started -> started.path("artifact").asString())
                .containsExactly("README.md", "weights.bin");
        assertThat(events(model, "RetrievalStarted"))
                .extracting(started -> started.path("session").asString())
                .doesNotHaveDuplicates()
                .startsWith(session);
    }

    @Test
    void aSessionEndsAfterADayHoweverOftenItIsNamed() {
        fetch("weights.bin");
        RunningRegistry.jdbc()
                .sql("update registry.retrieval set opened = opened - interval '24 hours' where name = ?::uuid")
                .param(session)
                .update();
        fetch("weights.bin");

        assertThat(events(model, "RetrievalStarted")).hasSize(2);
    }

    private void fetch(String artifact) {
        Answer answer = get(
                engineer(),
                "/api/v1/models/" + model + "/versions/1/artifacts/" + artifact,
                "X-Cairn-Session",
                session);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }
}
