package dev.cairn.events.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.events.EventCodec;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.VersionId;
import dev.cairn.test.Clause;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ManifestTest {

    private static final String DIGEST = "ab".repeat(32);
    private static final String WEIGHTS =
            "{\"path\":\"model.onnx\",\"role\":\"weights\",\"size\":3,\"mediaType\":\"application/octet-stream\",\"digest\":\""
                    + DIGEST + "\"}";

    @Test
    void readsWhatItKnowsAndKeepsTheDocument() {
        Manifest manifest = parse("""
                {"manifestVersion": 1, "artifacts": [%s], "description": "two\\nlines",
                 "code": {"repository": "https://git.example/x", "commit": "%s"},
                 "metrics": [{"name": "accuracy", "value": 0.97, "split": "test"}],
                 "parameters": {"lr": 0.5, "augment": true},
                 "parents": [{"model": "fraud", "version": "1.0.0"}],
                 "extensions": {"team": {"cost": 12}}}
                """.formatted(WEIGHTS, "0".repeat(40)));

        assertThat(manifest.artifacts()).hasSize(1);
        assertThat(manifest.weights()).isEqualTo(new Sha256Digest(DIGEST));
        assertThat(manifest.metrics().get(0).value()).isEqualByComparingTo("0.97");
        assertThat(manifest.parents().get(0).registered()).isTrue();
        assertThat(manifest.document().at("/extensions/team/cost").asInt()).isEqualTo(12);
    }

    @Test
    @Clause("IMM-3")
    void hasTheSameDigestHoweverItIsWritten() {
        Manifest one = parse("{\"manifestVersion\":1,\"artifacts\":[" + WEIGHTS + "],\"parameters\":{\"lr\":0.50}}");
        Manifest other =
                parse("{\"parameters\" : {\"lr\":5e-1},\n\"artifacts\":[" + WEIGHTS + "],\"manifestVersion\":1}");

        assertThat(other.digest()).isEqualTo(one.digest());
    }

    @Test
    void namesAllFaultsAtOnce() {
        List<Fault> faults = faults("""
                {"manifestVersion": 2, "artifcats": [],
                 "artifacts": [{"path": "../up", "role": "wheights", "size": -1, "mediaType": "x", "digest": "12"}],
                 "metrics": [{"name": "a\\u202eb", "value": "high", "split": ""}],
                 "parents": [{"model": "fraud", "uri": "x"}], "code": {"repository": "r", "commit": "HEAD"}}
                """);

        assertThat(faults.stream().map(Fault::pointer))
                .containsExactlyInAnyOrder(
                        "/manifestVersion",
                        "/artifcats",
                        "/artifacts/0/path",
                        "/artifacts/0/role",
                        "/artifacts/0/size",
                        "/artifacts/0/mediaType",
                        "/artifacts/0/digest",
                        "/metrics/0/name",
                        "/metrics/0/value",
                        "/metrics/0/split",
                        "/parents/0",
                        "/code/repository",
                        "/code/commit");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "n": 9007199254740993          | 2^53
                    "n": 0.1234567890123456789     | 17
                    "n": 1e999                     | 17
                    "n": "\\ud800"                 | surrogate
                    """)
    void refusesWhatCanonicalJsonCannotKeep(String field, String said) {
        assertThat(faults("{\"manifestVersion\":1,\"artifacts\":[" + WEIGHTS + "],\"extensions\":{" + field + "}}"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("/extensions/n"))
                .satisfies(fault -> assertThat(fault.message()).contains(said));
    }

    @ParameterizedTest
    @CsvSource({"a/b, A/B", "a, a/b", "Model.onnx, model.onnx"})
    void refusesPathsThatCannotLieBesideEachOther(String one, String other) {
        String two = WEIGHTS.replace("model.onnx", one) + "," + WEIGHTS.replace("model.onnx", other);

        assertThat(faults("{\"manifestVersion\":1,\"artifacts\":[" + two + "]}"))
                .extracting(Fault::pointer)
                .containsExactly("/artifacts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"a\":1,\"a\":2}",
                "{} {}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":+1}",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":\"\u0001\"}",
                "// {}"
            })
    void survivesWhatIsNoManifestAtAll(String json) {
        assertThat(faults(json)).singleElement().extracting(Fault::pointer).isEqualTo("");
    }

    @Test
    @Clause("REG-7")
    void survivesAttacksOnTheReader() {
        assertThat(faults("[".repeat(10_000))).hasSize(1);
        assertThat(faults("{\"a\":".repeat(10_000))).hasSize(1);
        assertThat(faults(" ".repeat(Manifest.MAX_BYTES) + "{}")).hasSize(1);
        assertThat(faults(minimal("\"extensions\":{\"" + "\u00e9".repeat(1_000_000) + "\":1}")))
                .hasSize(1);
        assertThat(faults("{\"a\":" + "9".repeat(100_000) + "}")).hasSize(1);
        assertThat(faults(minimal("\"extensions\":{\"a\":1e999999999,\"b\":1e-999999999}")))
                .hasSize(2);
        assertThat(faults(minimal("\"metrics\":[{\"name\":\"x\",\"value\":1e400,\"split\":\"test\"}]")))
                .hasSize(1);
        assertThat(faults(minimal("").replace("\"size\":3", "\"size\":1e30"))).hasSize(1);
        assertThatThrownBy(() -> Manifest.parse(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}))
                .isInstanceOf(ManifestFaults.class);
        assertThatThrownBy(() -> Manifest.parse(
                        new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'}))
                .isInstanceOf(ManifestFaults.class);
    }

    @Test
    @Clause("REG-7")
    void leavesRoomForTheEventThatHoldsIt() {
        String deepest = "[".repeat(Manifest.MAX_DEPTH - 2) + "]".repeat(Manifest.MAX_DEPTH - 2);
        Manifest manifest = parse(minimal("\"extensions\":{\"a\":" + deepest + "}"));
        var registered = new VersionRegistered(
                VersionId.of("fraud/1"),
                manifest.digest(),
                LabelScheme.NUMBER,
                manifest.weights(),
                3,
                manifest.document());

        assertThat(EventCodec.read("dev.cairn.registry.VersionRegistered.v1", EventCodec.write(registered)))
                .isEqualTo(registered);
        assertThat(faults(minimal("\"extensions\":{\"a\":[" + deepest + "]}")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("60"));
    }

    @Test
    void takesTenThousandArtifactsAndNoMore() {
        String artifacts = IntStream.range(0, Manifest.MAX_ARTIFACTS)
                .mapToObj(i -> WEIGHTS.replace("model.onnx", "part/" + i))
                .collect(Collectors.joining(","));

        Manifest manifest = parse("{\"manifestVersion\":1,\"artifacts\":[" + artifacts + "]}");

        assertThat(manifest.artifacts()).hasSize(Manifest.MAX_ARTIFACTS);
        assertThat(manifest.bytes()).isEqualTo(30_000);
        assertThat(faults("{\"manifestVersion\":1,\"artifacts\":[" + artifacts + "," + WEIGHTS + "]}"))
                .extracting(Fault::pointer)
                .containsOnly("/artifacts");
    }

    @Test
    @Clause("VER-2")
    void namesTheWeightsByTheirDigestOrByTheListOfTheirDigests() {
        String other = "cd".repeat(32);
        Manifest manifest = parse("{\"manifestVersion\":1,\"artifacts\":[" + WEIGHTS + ","
                + WEIGHTS.replace("model.onnx", "more.onnx").replace(DIGEST, other) + ","
                + WEIGHTS.replace("model.onnx", "card.md").replace("weights", "model-card") + "]}");

        assertThat(manifest.weights())
                .isEqualTo(Sha256Digest.of((DIGEST + "\n" + other + "\n").getBytes(StandardCharsets.US_ASCII)));
        assertThat(parse(minimal("")).weights()).hasToString(DIGEST);
    }

    @Test
    void readsWhatWasAcceptedByOlderRules() {
        var document =
                (ObjectNode) EventCodec.json().readTree(minimal("\"metrics\":[{\"name\":\"loss\",\"value\":1}]"));

        Manifest manifest = Manifest.registered(document);

        assertThat(manifest.artifacts()).hasSize(1);
        assertThat(manifest.metrics()).isEmpty();
        assertThat(manifest.document()).isSameAs(document);
        assertThatThrownBy(() -> parse(document.toString())).isInstanceOf(ManifestFaults.class);
    }

    private static String minimal(String more) {
        return "{\"manifestVersion\":1,\"artifacts\":[" + WEIGHTS + "]" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    private static Manifest parse(String json) {
        return Manifest.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Fault> faults(String json) {
        return catchThrowableOfType(ManifestFaults.class, () -> parse(json)).faults();
    }
}
