package dev.cairn.registry;

import static dev.cairn.registry.RunningRegistry.engineer;
import static dev.cairn.registry.RunningRegistry.get;
import static dev.cairn.registry.RunningRegistry.manifest;
import static dev.cairn.registry.RunningRegistry.newModel;
import static dev.cairn.registry.RunningRegistry.upload;
import static dev.cairn.registry.RunningRegistry.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Somebody with access to the store alters content together with the store's own record of it. */
class AlteredRecordTest {

    private static final int MIB = 1024 * 1024;

    static Stream<Arguments> otherChunksThanThereAre() {
        return Stream.of(
                forged("one more", chunks -> {
                    chunks.add(Sha256Digest.of(new byte[0]));
                    return chunks;
                }),
                forged("one less", chunks -> chunks.subList(0, 2)),
                forged("none", chunks -> List.of()));
    }

    private static Arguments forged(String name, UnaryOperator<List<Sha256Digest>> forgery) {
        return Arguments.of(name, forgery);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherChunksThanThereAre")
    @Clause({"RET-2", "IMM-4"})
    void nothingIsHandedOutAsVerified(String name, UnaryOperator<List<Sha256Digest>> forgery) throws Exception {
        byte[] content = random(20 * MIB);
        String model = version(content);
        byte[] altered = content.clone();
        altered[19 * MIB] ^= 1;
        overwrite(RunningRegistry.file(Sha256Digest.of(content)), altered);
        rewrite(Sha256Digest.of(content), forgery.apply(chunks(altered)));

        String version = "/api/v1/models/" + model + "/versions/1";
        assertThat(get(engineer(), version + "/artifacts/model.bin").code()).isEqualTo("content-damaged");
        assertThat(get(engineer(), version + "/artifacts/model.bin", "Range", "bytes=0-99")
                        .code())
                .isEqualTo("content-damaged");
        assertThat(get(engineer(), version + "/package").code()).isEqualTo("content-damaged");
        assertThat(RunningRegistry.events(model, "RetrievalFinished"))
                .extracting(event -> event.path("outcome").asString())
                .containsOnly("FAILED_VERIFICATION")
                .hasSize(3);
        assertThat(RunningRegistry.events(model, "IntegrityViolated")).hasSize(1);
    }

    @Test
    @Clause({"RET-2", "IMM-4"})
    void aRecordThatIsNoneIsRecordedAsDamageAndHealedBySendingTheContentAgain() throws Exception {
        byte[] content = random(100);
        String model = version(content);
        overwrite(record(Sha256Digest.of(content)), "{}".getBytes(StandardCharsets.UTF_8));

        String artifact = "/api/v1/models/" + model + "/versions/1/artifacts/model.bin";
        assertThat(get(engineer(), artifact).code()).isEqualTo("content-damaged");
        assertThat(RunningRegistry.events(model, "IntegrityViolated")).hasSize(1);

        upload(engineer(), content);
        assertThat(get(engineer(), artifact).response().body()).isEqualTo(content);
    }

    @Test
    @Clause("REG-7")
    void contentWhoseRecordIsNoneCountsAsNotSent() throws Exception {
        byte[] content = random(100);
        String model = newModel(engineer(), "NUMBER");
        Sha256Digest digest = upload(engineer(), content);
        overwrite(record(digest), "{}".getBytes(StandardCharsets.UTF_8));

        var refused = write(
                engineer(),
                "POST",
                "/api/v1/models/" + model + "/versions",
                manifest(digest, content.length, "").getBytes(StandardCharsets.UTF_8));
        assertThat(refused.code()).as(refused.toString()).isEqualTo("manifest-invalid");
        assertThat(refused.toString()).contains("PUT /api/v1/blobs/" + digest);
    }

    private static byte[] random(int size) {
        byte[] content = new byte[size];
        new Random().nextBytes(content);
        return content;
    }

    /** Registers version 1 of a new model with this content and gives the model's name. */
    private static String version(byte[] content) {
        String model = newModel(engineer(), "NUMBER");
        Sha256Digest digest = upload(engineer(), content);
        var answer = write(
                engineer(),
                "POST",
                "/api/v1/models/" + model + "/versions",
                manifest(digest, content.length, "").getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return model;
    }

    private static List<Sha256Digest> chunks(byte[] content) {
        List<Sha256Digest> chunks = new ArrayList<>();
        for (int from = 0; from < content.length; from += 8 * MIB) {
            chunks.add(Sha256Digest.of(Arrays.copyOfRange(content, from, Math.min(content.length, from + 8 * MIB))));
        }
        return chunks;
    }

    private static Path record(Sha256Digest digest) {
        return RunningRegistry.file(digest).resolveSibling("record");
    }

    private static void rewrite(Sha256Digest digest, List<Sha256Digest> chunks) throws IOException {
        var record = (ObjectNode) EventCodec.json().readTree(Files.readAllBytes(record(digest)));
        var list = record.putArray("chunks");
        chunks.forEach(chunk -> list.add(chunk.value()));
        overwrite(record(digest), EventCodec.json().writeValueAsBytes(record));
    }

    private static void overwrite(Path file, byte[] content) throws IOException {
        assertThat(file.toFile().setWritable(true)).isTrue();
        Files.write(file, content);
    }
}
