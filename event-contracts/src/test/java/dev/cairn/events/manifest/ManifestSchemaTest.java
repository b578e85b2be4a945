package dev.cairn.events.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import dev.cairn.events.CommittedSchemas;
import dev.cairn.events.EventCodec;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The published schema, docs/manifest.md and {@link Manifest#parse} say the same. */
@Clause({"MET-10", "REG-2"})
class ManifestSchemaTest {

    private static final Schema SCHEMA = CommittedSchemas.schema("manifest.v1");

    @Test
    @Clause({"MET-2", "MET-3", "MET-4", "MET-6", "MET-7", "VER-4"})
    void theDocumentedExampleIsReadInFull() throws IOException {
        Manifest manifest = parse(example());

        assertThat(errors(example())).isEmpty();
        assertThat(manifest.artifacts()).hasSize(5);
        assertThat(manifest.artifacts()).extracting(Artifact::role).contains(ArtifactRole.MODEL_CARD);
        assertThat(manifest.code())
                .hasValueSatisfying(code -> assertThat(code.patch()).hasToString("code/uncommitted.patch"));
        assertThat(manifest.data()).extracting(DataReference::version).containsExactly("2026-Q3", "14");
        assertThat(manifest.parameters()).containsOnlyKeys("learning_rate", "iterations", "loss", "class_weight");
        assertThat(manifest.metrics()).extracting(Metric::better).containsExactly("higher", "lower");
        assertThat(manifest.parents()).extracting(ParentReference::registered).containsExactly(true, false);
        assertThat(manifest.experiment()).isEqualTo("fraud-q3");
        assertThat(manifest.document()).isEqualTo(example());
    }

    @Test
    void theDocumentationNamesEveryFieldAndRole() throws IOException {
        String text = documentation();
        JsonNode schema = CommittedSchemas.json("manifest.v1");

        assertThat(schema.at("/properties").propertyNames())
                .isEqualTo(example().propertyNames())
                .allSatisfy(field -> assertThat(text).contains("`" + field + "`"));
        assertThat(schema.at("/properties/artifacts/items/properties/role/enum")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactlyElementsOf(ArtifactRole.texts())
                .allSatisfy(role -> assertThat(text).contains("`" + role + "`"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /description                  | "a\\n\\tb"
            /description                  | ""
            /architecture                 | {"family": "transformer"}
            /artifacts/0/size             | 0
            /artifacts/0/size             | 70368744177664
            /artifacts/0/size             | 1.5e3
            /artifacts/0/mediaType        | "text/plain; charset=utf-8"
            /code/commit                  | "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            /code/repository              | "ssh://git@git.example.com/risk/fraud.git"
            /data                         | []
            /data/0/name                  | "Zahlungen Österreich 決済"
            /metrics/0/value              | -1e-300
            /metrics/0/name               | "R² (σ_max)"
            /metrics/0/value              | 0.10000000000000001
            /parents/0/version            | "abababababababababababababababababababababababababababababababab"
            /configuration                | {"a": [null, {"b": null}]}
            /configuration/text           | "any text, even \\u202e"
            /parameters/x                 | false
            /parameters/x                 | "a\\n\\tb"
            /extensions                   | {}
            """)
    void bothAcceptWhatIsRight(String pointer, String value) throws IOException {
        ObjectNode manifest = with(pointer, value);

        assertThat(parse(manifest).document()).isEqualTo(manifest);
        assertThat(errors(manifest)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /manifestVersion              | 2
            /manifestVersion              | "1"
            /manifestVersion              | 99999999999999999999
            /typo                         | 1
            /description                  | 1
            /description                  | null
            /architecture                 | "cnn"
            /architecture/family          | ""
            /architecture/layers          | 3
            /artifacts                    | []
            /artifacts                    | {}
            /artifacts/0                  | "model.onnx"
            /artifacts/0/role             | "other"
            /artifacts/0/role             | "WEIGHTS"
            /artifacts/0/size             | -1
            /artifacts/0/size             | 1.5
            /artifacts/0/size             | "1"
            /artifacts/0/size             | 70368744177665
            /artifacts/0/digest           | "ABAB"
            /artifacts/0/digest           | null
            /artifacts/0/mediaType        | "binary"
            /artifacts/0/sha256           | "x"
            /artifacts/0/path             | "../model.onnx"
            /artifacts/0/path             | "/model.onnx"
            /artifacts/0/path             | "a//b"
            /artifacts/0/path             | "a/../b"
            /artifacts/0/path             | "a\\\\b"
            /artifacts/0/path             | "nul.onnx"
            /artifacts/0/path             | "x/COM7"
            /artifacts/0/path             | "a."
            /artifacts/0/path             | "m\\u00f6del"
            /artifacts/0/path             | "a\\nb"
            /code/commit                  | "HEAD"
            /code/repository              | "git@git.example.com:risk/fraud.git"
            /code/repository              | "risk/fraud"
            /code/dirty                   | "yes"
            /code/dirty                   | false
            /code/branch                  | "main"
            /data/0/purpose               | "fun"
            /data/0/digest                | "12"
            /data/0/name                  | " "
            /environment/packages         | ["numpy"]
            /environment/packages/numpy   | 2
            /environment/lock             | "x"
            /configuration                | []
            /parameters/x                 | null
            /parameters/x                 | [1]
            /metrics/0/value              | "0.9"
            /metrics/0/value              | null
            /metrics/0/better             | "bigger"
            /metrics/0/unit               | "percent"
            /metrics                      | {}
            /parents/0                    | {"model": "fraud"}
            /parents/0                    | {"uri": "https://x.example"}
            /parents/0/uri                | "https://x.example"
            /parents/0/model              | "Fraud"
            /parents/1                    | {"model": "fraud", "version": "1.1.0"}
            /experiment                   | {}
            /experiment                   | null
            /extensions                   | "x"
            """)
    void bothRefuseWhatIsWrong(String pointer, String value) throws IOException {
        ObjectNode manifest = with(pointer, value);

        assertThatThrownBy(() -> parse(manifest)).isInstanceOf(ManifestFaults.class);
        assertThat(errors(manifest)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /artifacts/0/path             | "model_card.MD"             | /artifacts
            /artifacts/0/path             | "code"                      | /artifacts
            /environment/lockfile         | "elsewhere.lock"            | /environment/lockfile
            /code/patch                   | "elsewhere.patch"           | /code/patch
            /code/patch                   | "model.onnx"                | /code/patch
            /metrics/0/name               | "acc\\u200buracy"           | /metrics/0/name
            /metrics/0/name               | "\\u0430ccuracy"            | /metrics/0/name
            /metrics/0/name               | "\\uff41ccuracy"            | /metrics/0/name
            /metrics/0/name               | "re\\u0301call"             | /metrics/0/name
            /metrics/0/name               | "recall\\n"                 | /metrics/0/name
            /metrics/0/name               | "a\\u00a0b"                 | /metrics/0/name
            /metrics/0/value              | 0.1234567890123456789       | /metrics/0/value
            /description                  | "\\u202egnp.exe"            | /description
            /description                  | "\\u0000"                   | /description
            /parameters/x                 | "\\u0000"                   | /parameters/x
            /parameters/x                 | "a\\u202eb"                 | /parameters/x
            /parameters/\u0430lpha        | 1                           | /parameters/\u0430lpha
            /configuration/a\u202eb       | 1                           | /configuration/a\u202eb
            /configuration/n              | 9007199254740993            | /configuration/n
            /extensions/n                 | 1e999                       | /extensions/n
            /code/repository              | "https://x.example/%zz"     | /code/repository
            """)
    void someRulesGoBeyondTheSchema(String pointer, String value, String fault) throws IOException {
        ObjectNode manifest = with(pointer, value);

        assertThatThrownBy(() -> parse(manifest))
                .isInstanceOfSatisfying(
                        ManifestFaults.class,
                        faults -> assertThat(faults.faults())
                                .extracting(Fault::pointer)
                                .containsOnly(fault));
    }

    @Test
    @Clause("REG-7")
    void sizesAreLimited() throws IOException {
        for (String text : List.of("/description", "/changeNote", "/parameters/x")) {
            assertThat(parse(with(text, "\"" + "x".repeat(8192) + "\""))).isNotNull();
            bothRefuseWhatIsWrong(text, "\"" + "x".repeat(8193) + "\"");
        }
        for (String name : List.of("/architecture/family", "/data/0/name", "/metrics/0/split", "/experiment/run")) {
            assertThat(parse(with(name, "\"" + "x".repeat(256) + "\""))).isNotNull();
            bothRefuseWhatIsWrong(name, "\"" + "x".repeat(257) + "\"");
        }
        bothRefuseWhatIsWrong("/parameters/" + "x".repeat(257), "1");
        bothRefuseWhatIsWrong("/code/repository", "\"https://x.example/" + "x".repeat(2048) + "\"");
        bothRefuseWhatIsWrong("/metrics", "[" + "{},".repeat(10_000) + "{}]");
        assertThat(parse(with("/parents", parents(100)))).isNotNull();
        bothRefuseWhatIsWrong("/parents", parents(101));
    }

    private static String parents(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"model\": \"fraud\", \"version\": \"1.0." + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static ObjectNode with(String pointer, String value) throws IOException {
        ObjectNode manifest = example();
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode node = EventCodec.json().readTree(value);
        if (manifest.at(place.head()) instanceof ArrayNode list) {
            list.set(place.last().getMatchingIndex(), node);
        } else {
            ((ObjectNode) manifest.at(place.head())).set(place.last().getMatchingProperty(), node);
        }
        return manifest;
    }

    private static ObjectNode example() throws IOException {
        String json = documentation().split("```json\n", 2)[1].split("```", 2)[0];
        return (ObjectNode) EventCodec.json().readTree(json);
    }

    private static String documentation() throws IOException {
        return Files.readString(Path.of("../docs/manifest.md"));
    }

    private static Manifest parse(ObjectNode manifest) {
        return Manifest.parse(manifest.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<Error> errors(ObjectNode manifest) {
        return SCHEMA.validate(
                manifest.toString(),
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }
}
