package dev.cairn.registry;

import static dev.cairn.registry.RunningRegistry.engineer;
import static dev.cairn.registry.RunningRegistry.manifest;
import static dev.cairn.registry.RunningRegistry.newModel;
import static dev.cairn.registry.RunningRegistry.upload;
import static dev.cairn.registry.RunningRegistry.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Clause({"MET-6", "IMM-1"})
class ParentsTest {

    private static final byte[] WEIGHTS = "parents".getBytes(UTF_8);

    private final String model = newModel(engineer(), "SEMANTIC");
    private final Sha256Digest weights = upload(engineer(), WEIGHTS);
    private String digest = "";

    @BeforeEach
    void aVersionWithAnAlias() {
        digest = register("").json().path("digest").asString();
        Answer alias =
                write(engineer(), "PUT", "/api/v1/models/" + model + "/aliases/champion", Map.of("version", "1.0.0"));
        assertThat(alias.status()).as(alias.toString()).isEqualTo(200);
    }

    @Test
    void aVersionComesFromLabelsAndDigestsAndFromNoNameThatMoves() {
        for (String moving : new String[] {"champion", "latest", "prod", "1.0.7"}) {
            Answer refused = from(moving);
            assertThat(refused.code()).as(moving).isEqualTo("manifest-invalid");
            assertThat(refused.json().at("/faults/0/pointer").asString()).isEqualTo("/parents/0");
            assertThat(refused.json().at("/faults/0/message").asString()).contains(moving, "label or digest");
        }
        for (String fixed : new String[] {"1.0.0", digest}) {
            assertThat(from(fixed).status()).as(fixed).isEqualTo(201);
        }
    }

    @Test
    void theSameParentTwiceIsRefusedSoThatAShortManifestCostsLittle() {
        Answer refused = register(parents("1.0.0", "1.0.0"));

        assertThat(refused.code()).isEqualTo("manifest-invalid");
        assertThat(refused.json().at("/faults/0/pointer").asString()).isEqualTo("/parents/1");
    }

    private Answer from(String parent) {
        return register(parents(parent));
    }

    private String parents(String... versions) {
        var entry = "{\"model\": \"" + model + "\", \"version\": \"";
        return ", \"parents\": [" + entry + String.join("\"}, " + entry, versions) + "\"}]";
    }

    private Answer register(String more) {
        String manifest = manifest(weights, WEIGHTS.length, more);
        return write(engineer(), "POST", "/api/v1/models/" + model + "/versions", manifest.getBytes(UTF_8));
    }
}
