package dev.cairn.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.CanonicalJson.Loss;
import dev.cairn.events.CanonicalJson.Lossy;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Clause("IMM-3")
class CanonicalJsonTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Test
    void writesTheExampleOfTheRfc() {
        assertThat(canonical("""
                {
                  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }
                """))
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void sortsNamesAsTheRfcDoes() {
        assertThat(canonical(
                        "{\"\\u20ac\":0,\"\\r\":1,\"\\ufb33\":2,\"1\":3,\"\\ud83d\\ude00\":4,\"\\u0080\":5,\"ö\":6}"))
                .isEqualTo("{\"\\r\":1,\"1\":3,\"\u0080\":5,\"ö\":6,\"€\":0,\"😀\":4,\"\ufb33\":2}");
    }

    /** Appendix B of RFC 8785. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            0000000000000000, 0
            8000000000000000, 0
            0000000000000001, 5e-324
            8000000000000001, -5e-324
            7fefffffffffffff, 1.7976931348623157e+308
            ffefffffffffffff, -1.7976931348623157e+308
            4340000000000000, 9007199254740992
            c340000000000000, -9007199254740992
            4430000000000000, 295147905179352830000
            44b52d02c7e14af5, 9.999999999999997e+22
            44b52d02c7e14af6, 1e+23
            44b52d02c7e14af7, 1.0000000000000001e+23
            444b1ae4d6e2ef4e, 999999999999999700000
            444b1ae4d6e2ef4f, 999999999999999900000
            444b1ae4d6e2ef50, 1e+21
            3eb0c6f7a0b5ed8c, 9.999999999999997e-7
            3eb0c6f7a0b5ed8d, 0.000001
            41b3de4355555553, 333333333.3333332
            41b3de4355555554, 333333333.33333325
            41b3de4355555555, 333333333.3333333
            41b3de4355555556, 333333333.3333334
            41b3de4355555557, 333333333.33333343
            becbf647612f3696, -0.0000033333333333333333
            43143ff3c1cb0959, 1424953923781206.2
            """)
    void writesNumbersAsTheRfcDoes(String bits, String text) {
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertThat(new String(CanonicalJson.of(NODES.numberNode(number)), UTF_8))
                .isEqualTo(text);
        assertThat(canonical(text)).isEqualTo(text);
    }

    @Test
    void agreesWithAnotherReaderAndWriterOfRfc8785() throws IOException {
        var documents = new RandomJson(new Random(8785));
        for (int i = 0; i < 20_000; i++) {
            String text = documents.next();
            assertThat(canonical(text)).as(text).isEqualTo(new JsonCanonicalizer(text).getEncodedString());
        }
    }

    @Test
    void isTheSameWhenReadAndWrittenAgain() {
        var documents = new RandomJson(new Random(17));
        for (int i = 0; i < 5_000; i++) {
            String canonical = canonical(documents.next());
            assertThat(canonical(canonical)).isEqualTo(canonical);
            assertThat(canonical(EventCodec.json().writeValueAsString(read(canonical))))
                    .isEqualTo(canonical);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "-9007199254740993",
                "295147905179352825856",
                "123456789012345678901234567890",
                "0.1234567890123456789",
                "1e309",
                "1e-400",
                "1e999999999",
                "1e-999999999",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"end \\ud83d\""
            })
    void refusesWhatItCannotCarry(String value) {
        JsonNode document = read("{\"a/b\":[0," + value + "]}");

        assertThat(CanonicalJson.losses(document)).extracting(Loss::pointer).containsExactly("/a~1b/1");
        assertThatThrownBy(() -> CanonicalJson.of(document))
                .isInstanceOf(Lossy.class)
                .hasMessageContaining("/a~1b/1");
    }

    @Test
    void refusesWhatIsNoJson() {
        for (JsonNode node : new JsonNode[] {
            NODES.numberNode(Double.NaN),
            NODES.numberNode(Double.NEGATIVE_INFINITY),
            NODES.binaryNode(new byte[1]),
            NODES.pojoNode(new Object()),
            NODES.missingNode()
        }) {
            assertThat(CanonicalJson.losses(node)).as("%s", node.getNodeType()).hasSize(1);
        }
        assertThat(CanonicalJson.losses(read("{\"\\ud800\":1}"))).hasSize(1);
    }

    @Test
    void tellsOfAHundredLossesAndOfNoMore() {
        String name = "n".repeat(250);
        String open = ("{\"" + name + "\":").repeat(55);
        JsonNode document = read(open + "[" + "1e999,".repeat(600_000) + "1]" + "}".repeat(55));

        assertThat(CanonicalJson.losses(document))
                .hasSize(100)
                .allSatisfy(loss -> assertThat(loss.pointer()).startsWith("/" + name));
    }

    @Test
    void refusesNestingThatReadersMightNotSurvive() {
        JsonNode deep = NODES.arrayNode();
        for (int i = 0; i < 10_000; i++) {
            deep = NODES.arrayNode().add(deep);
        }

        assertThat(CanonicalJson.losses(deep))
                .singleElement()
                .satisfies(loss -> assertThat(loss.message()).contains("64"));
        assertThat(canonical("[".repeat(64) + "]".repeat(64))).hasSize(128);
    }

    private static String canonical(String json) {
        return new String(CanonicalJson.of(read(json)), UTF_8);
    }

    private static JsonNode read(String json) {
        return EventCodec.json().readTree(json);
    }
}
