package dev.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.test.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Clause("REG-2")
class SchemaGrowthTest {

    private static final String COMMITTED = """
            {"type": "object", "description": "old",
             "properties": {"a": {"type": "string"}, "b": {"type": "integer"}, "c": {"enum": ["X", "Y"]},
                            "d": {"type": "array", "items": {"type": "object",
                                  "properties": {"e": {"type": "string"}}, "required": ["e"]}}},
             "required": ["a", "c"]}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "b": {"type": "integer"},              | `` | /properties/b is gone
            "a": {"type": "string"}                | "a": {"type": "integer"} | /properties/a/type
            "a": {"type": "string"}                | "a": {"type": "string", "format": "uuid"} | /properties/a/format
            "required": ["a", "c"]                 | "required": ["a", "b", "c"] | /properties/b has become required
            "required": ["a", "c"]                 | "required": ["a"] | /properties/c is no longer required
            "enum": ["X", "Y"]                     | "enum": ["X"] | /properties/c/enum has no "Y"
            "e": {"type": "string"}                | "f": {"type": "string"} | /properties/d/items/properties/e is gone
            "required": ["e"]                      | "required": [] | /properties/d/items/properties/e is no longer
            "b": {"type": "integer"}               | "b": {"type": "integer"}, "z": {} | ``
            "enum": ["X", "Y"]                     | "enum": ["X", "Y", "Z"] | ``
            "description": "old"                   | "description": "new" | ``
            """)
    void namesWhatWouldBreakAndNothingElse(String from, String to, String expected) {
        String changed = COMMITTED.replace(from, to);
        assertThat(changed).isNotEqualTo(COMMITTED);

        var breaks = SchemaGrowth.breaks(json(COMMITTED), json(changed));

        if (expected.isEmpty()) {
            assertThat(breaks).isEmpty();
        } else {
            assertThat(breaks)
                    .singleElement()
                    .satisfies(sentence -> assertThat(sentence).startsWith(expected));
        }
    }

    @Test
    void aNewFieldMustNotBeRequired() {
        String changed = COMMITTED
                .replace("\"b\": {", "\"z\": {\"type\": \"string\"}, \"b\": {")
                .replace("\"required\": [\"a\"", "\"required\": [\"z\", \"a\"");

        assertThat(SchemaGrowth.breaks(json(COMMITTED), json(changed)))
                .containsExactly("/properties/z is new and required");
    }

    private static JsonNode json(String text) {
        return EventCodec.json().readTree(text);
    }
}
