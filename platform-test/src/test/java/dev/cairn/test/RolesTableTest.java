package dev.cairn.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.test.RolesTable.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolesTableTest {

    private static final Map<String, String> CALLERS = new LinkedHashMap<>();

    static {
        CALLERS.put("owner", "token of the owner");
        CALLERS.put("stranger", "token of the stranger");
    }

    private final RolesTable table = RolesTable.of(List.of("OPEN", "RESTRICTED"), CALLERS, """
            GET  /api/v1/models         -            AA AH
            POST /api/v1/models?draft=1 {"name":"x"} AR AH
            """);

    private final Row reading = table.rows().findFirst().orElseThrow();

    @Test
    void aLineIsAnOperationWithItsBodyAndItsLetters() {
        assertThat(table.rows().map(Row::operation)).containsExactly("GET /api/v1/models", "POST /api/v1/models");
        assertThat(table.rows().map(Row::body)).containsExactly("-", "{\"name\":\"x\"}");
        assertThat(reading.letters()).isEqualTo(Map.of("OPEN", "AA", "RESTRICTED", "AH"));
    }

    @Test
    void everyCallerAsksAboutEachThingInTheOrderOfTheColumns() {
        List<String> asked = new ArrayList<>();

        table.walk(reading, (row, thing, token) -> {
            asked.add(thing + " " + token);
            return thing.equals("RESTRICTED") && token.endsWith("stranger") ? 'H' : 'A';
        });

        assertThat(asked)
                .containsExactly(
                        "OPEN token of the owner",
                        "OPEN token of the stranger",
                        "RESTRICTED token of the owner",
                        "RESTRICTED token of the stranger");
    }

    @Test
    void anotherLetterThanTheTableHasFails() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> table.walk(reading, (row, thing, token) -> 'A'))
                .withMessageContaining("RESTRICTED")
                .withMessageContaining("\"AH\"");
    }
}
