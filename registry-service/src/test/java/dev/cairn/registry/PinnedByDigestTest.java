package dev.cairn.registry;

import static dev.cairn.registry.RunningRegistry.engineer;
import static dev.cairn.registry.RunningRegistry.get;
import static dev.cairn.registry.RunningRegistry.manifest;
import static dev.cairn.registry.RunningRegistry.newModel;
import static dev.cairn.registry.RunningRegistry.upload;
import static dev.cairn.registry.RunningRegistry.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.CanonicalJson;
import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestTokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Somebody makes the digest of one version the label of another: its weights are the first one's manifest. */
@Clause({"VER-5", "RET-1", "IMM-1"})
class PinnedByDigestTest {

    private final String max = TestTokens.of("max", "ml-engineer");
    private final String model = newModel(engineer(), "SEMANTIC");
    private final String versions = "/api/v1/models/" + model + "/versions";
    private final byte[] good = TestServers.uniqueName("good").getBytes(UTF_8);
    private final byte[] pinned =
            manifest(upload(engineer(), good), good.length, "").getBytes(UTF_8);
    private final byte[] canonical = CanonicalJson.of(EventCodec.json().readTree(pinned));
    private final String digest = Sha256Digest.of(canonical).value();

    private Answer registerOverWhatIsPinned() {
        scheme("WEIGHTS_DIGEST");
        String manifest = manifest(upload(max, canonical), canonical.length, "");
        Answer answer = write(max, "POST", versions, manifest.getBytes(UTF_8));
        scheme("SEMANTIC");
        return answer;
    }

    private void scheme(String scheme) {
        Answer answer = write(max, "PUT", "/api/v1/models/" + model + "/label-scheme", Map.of("scheme", scheme));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    @Test
    void aDigestNeverMeansAnotherVersion() {
        assertThat(write(engineer(), "POST", versions, pinned)
                        .json()
                        .path("digest")
                        .asString())
                .isEqualTo(digest);

        assertThat(registerOverWhatIsPinned().json().path("label").asString()).isEqualTo(digest + "-2");

        for (String reference : List.of(digest, "sha256:" + digest)) {
            String address = versions + "/" + reference;
            assertThat(get(engineer(), address).json().path("label").asString()).isEqualTo("1.0.0");
            assertThat(get(engineer(), address + "/artifacts/model.bin")
                            .response()
                            .body())
                    .isEqualTo(good);
        }
        Answer again = write(engineer(), "POST", versions, pinned);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("label").asString()).isEqualTo("1.0.0");
    }

    @Test
    void aManifestWhoseDigestIsALabelIsRefusedAndOneThatDiffersIsNot() {
        assertThat(registerOverWhatIsPinned().json().path("label").asString()).isEqualTo(digest);

        Answer refused = write(engineer(), "POST", versions, pinned);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("manifest-invalid");
        assertThat(refused.json().at("/faults/0/message").asString()).contains("another version's label", "changeNote");

        String differs = manifest(Sha256Digest.of(good), good.length, ", \"changeNote\": \"again\"");
        assertThat(write(engineer(), "POST", versions, differs.getBytes(UTF_8)).status())
                .isEqualTo(201);
    }
}
