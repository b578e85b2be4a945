package dev.cairn.test.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.testcontainers.utility.DockerImageName;

class EngineTest {

    /** Testcontainers tells it to nobody; an engine would be asked for another one, and then hold up the tests. */
    @Test
    void theReaperIsTheOneThatTestcontainersStarts() throws IOException {
        try (InputStream container = DockerImageName.class.getResourceAsStream("RyukContainer.class")) {
            assertThat(new String(container.readAllBytes(), ISO_8859_1))
                    .contains(Engine.REAPER.asCanonicalNameString());
        }
    }
}
