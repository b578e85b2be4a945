package dev.cairn.registry;

import static dev.cairn.registry.RunningRegistry.engineer;
import static dev.cairn.registry.RunningRegistry.get;
import static dev.cairn.registry.RunningRegistry.manifest;
import static dev.cairn.registry.RunningRegistry.newModel;
import static dev.cairn.registry.RunningRegistry.upload;
import static dev.cairn.registry.RunningRegistry.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.test.Clause;
import dev.cairn.test.TestTokens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ScrubTest {

    private static final String ADMIN = TestTokens.of("ada", "admin");

    @Test
    @Clause({"IMM-3", "IMM-4"})
    void namesWhatRottedAndOnlyThatAndSaysWhenItIsWholeAgain() throws Exception {
        byte[] good = "good".getBytes(StandardCharsets.UTF_8);
        byte[] bad = "bad!".getBytes(StandardCharsets.UTF_8);
        byte[] gone = "gone".getBytes(StandardCharsets.UTF_8);
        String whole = version(good);
        String damaged = version(bad);
        String lost = version(gone);
        Path file = RunningRegistry.file(Sha256Digest.of(bad));
        overwrite(file, "BAD!".getBytes(StandardCharsets.UTF_8));
        Files.move(RunningRegistry.file(Sha256Digest.of(gone)), RunningRegistry.ARTIFACTS.resolve("elsewhere"));

        JsonNode first = scrub();

        assertThat(first.path("state").asString()).as(first.toString()).isEqualTo("DONE");
        assertThat(RunningRegistry.events(whole, "IntegrityVerified")).hasSize(1);
        assertThat(RunningRegistry.events(damaged, "IntegrityVerified")).isEmpty();
        assertThat(RunningRegistry.events(damaged, "IntegrityViolated"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.path("path").asString()).isEqualTo("model.bin");
                    assertThat(event.path("expected").asString())
                            .isEqualTo(Sha256Digest.of(bad).value());
                    assertThat(event.path("found").asString())
                            .isEqualTo(Sha256Digest.of("BAD!".getBytes(StandardCharsets.UTF_8))
                                    .value());
                    assertThat(event.path("foundAt").asString()).isEqualTo("scrub");
                });
        assertThat(RunningRegistry.events(lost, "IntegrityViolated"))
                .singleElement()
                .satisfies(event -> assertThat(event.has("found")).isFalse());
        assertThat(get(engineer(), "/api/v1/models/" + damaged + "/versions/1")
                        .json()
                        .path("damaged")
                        .toString())
                .isEqualTo("[\"model.bin\"]");

        upload(engineer(), bad);
        upload(engineer(), gone);
        scrub();

        assertThat(RunningRegistry.events(damaged, "IntegrityVerified")).hasSize(1);
        assertThat(RunningRegistry.events(lost, "IntegrityVerified")).hasSize(1);
        assertThat(get(engineer(), "/api/v1/models/" + damaged + "/versions/1")
                        .json()
                        .path("damaged"))
                .isEmpty();
    }

    @Test
    @Clause("IMM-3")
    void goesOnWhereARoundWasBrokenOff() throws Exception {
        String before = version("first".getBytes(StandardCharsets.UTF_8));
        String after = version("second".getBytes(StandardCharsets.UTF_8));
        String first = before.compareTo(after) < 0 ? before : after;
        String second = first.equals(before) ? after : before;
        RunningRegistry.jdbc()
                .sql("update registry.scrub set model = ?, label = '1'")
                .param(first)
                .update();

        scrub();

        assertThat(RunningRegistry.events(first, "IntegrityVerified")).isEmpty();
        assertThat(RunningRegistry.events(second, "IntegrityVerified")).hasSize(1);
    }

    @Test
    @Clause({"IMM-3", "IMM-4"})
    void aRecordThatSomebodyAlteredIsDamageAndKeepsNoOtherVersionFromBeingRead() throws Exception {
        byte[] bad = "recorded wrongly".getBytes(StandardCharsets.UTF_8);
        String one = version("read before or after".getBytes(StandardCharsets.UTF_8));
        String damaged = version(bad);
        String other = version("read after or before".getBytes(StandardCharsets.UTF_8));
        Path record = RunningRegistry.file(Sha256Digest.of(bad)).resolveSibling("record");
        overwrite(record, "{}".getBytes(StandardCharsets.UTF_8));

        JsonNode round = scrub();

        assertThat(round.path("state").asString()).as(round.toString()).isEqualTo("DONE");
        assertThat(RunningRegistry.events(damaged, "IntegrityViolated")).hasSize(1);
        for (String whole : List.of(one, other)) {
            assertThat(RunningRegistry.events(whole, "IntegrityVerified")).hasSize(1);
        }
        upload(engineer(), bad);
    }

    /** Runs a round to its end. */
    private static JsonNode scrub() throws InterruptedException {
        JsonNode run = write(ADMIN, "POST", "/api/v1/operations/scrub", null).json();
        String address = "/api/v1/operations/" + run.path("id").asString();
        Instant limit = Instant.now().plus(Duration.ofMinutes(3));
        JsonNode state = get(ADMIN, address).json();
        while (state.path("state").asString().equals("RUNNING") && Instant.now().isBefore(limit)) {
            Thread.sleep(20);
            state = get(ADMIN, address).json();
        }
        return state;
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

    /** What somebody with access to the disk could do. */
    private static void overwrite(Path file, byte[] content) throws Exception {
        assertThat(file.toFile().setWritable(true)).isTrue();
        Files.write(file, content);
    }
}
