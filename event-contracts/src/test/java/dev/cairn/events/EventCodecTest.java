package dev.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.EventCodec.UnknownEventType;
import dev.cairn.events.EventCodec.UnreadableEvent;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.types.ModelName;
import dev.cairn.test.Clause;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private static final String DESCRIBED = "dev.cairn.registry.ModelDescribed.v1";

    @Test
    void aTypeThatIsNotKnownSaysWhatToDo() {
        assertThatThrownBy(() -> EventCodec.read("dev.cairn.registry.ModelForgotten.v9", bytes("{}")))
                .isInstanceOf(UnknownEventType.class)
                .hasMessageContaining("ModelForgotten.v9")
                .hasMessageContaining("upgrade");
    }

    @Test
    void aFieldThatIsNotKnownIsIgnored() {
        Event event =
                EventCodec.read(DESCRIBED, bytes("{\"model\":\"fraud\",\"description\":\"x\",\"since\":{\"v\":[2]}}"));

        assertThat(event).isEqualTo(new ModelDescribed(new ModelName("fraud"), "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "{\"model\":\"fraud\"",
                "{\"description\":\"x\"}",
                "{\"model\":null,\"description\":\"x\"}",
                "{\"model\":\"../up\",\"description\":\"x\"}",
                "{\"model\":{},\"description\":\"x\"}",
                "{\"model\":\"fraud\",\"description\":\"x\"} {}",
                "\u0000\u0001"
            })
    void dataThatDoesNotFitItsTypeIsRefused(String data) {
        assertThatThrownBy(() -> EventCodec.read(DESCRIBED, bytes(data)))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining(DESCRIBED);
    }

    @Test
    @Clause("REG-7")
    void nestingTenThousandDeepIsRefusedAndNothingOverflows() {
        String deep = "{\"manifest\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_001);

        assertThatThrownBy(() -> EventCodec.read("dev.cairn.registry.VersionRegistered.v1", bytes(deep)))
                .isInstanceOf(UnreadableEvent.class);
        assertThatThrownBy(() -> EventCodec.read(DESCRIBED, bytes("[".repeat(10_000))))
                .isInstanceOf(UnreadableEvent.class);
    }

    @Test
    @Clause("IMM-3")
    void aManifestInAnEventKeepsItsDigestWhateverItsNumbersLookLike() {
        var sample = (VersionRegistered) Samples.of(VersionRegistered.class);
        var manifest = sample.manifest().deepCopy();
        manifest.set(
                "extensions",
                EventCodec.json()
                        .readTree(
                                "{\"a\":1.0,\"b\":1e2,\"c\":0.10,\"d\":1E-7,\"e\":1e300,\"f\":-0.0,\"g\":null,"
                                        + "\"h\":9007199254740992,\"i\":1.2345678901234567e-5,\"j\":\"\\u0000\\ud83d\\ude00\"}"));
        var registered = new VersionRegistered(
                sample.version(),
                CanonicalJson.digest(manifest),
                sample.scheme(),
                sample.weights(),
                sample.bytes(),
                manifest);

        var read = (VersionRegistered)
                EventCodec.read("dev.cairn.registry.VersionRegistered.v1", EventCodec.write(registered));

        assertThat(CanonicalJson.digest(read.manifest())).isEqualTo(registered.digest());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
