package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlainOutputTest {

    private final StringWriter shown = new StringWriter();

    @Test
    void aPictureKeepsItsShapeWhereOnlyPlainLettersCanBeShown() {
        new PrintWriter(new PlainOutput(shown, StandardCharsets.US_ASCII), true)
                .print("├─ used\n└─ by  ██░·◆\n+ 2–3  ▒▒──◆═┤");

        assertThat(shown).hasToString("|- used\n`- by  ##o.@\n+ 2-3  ++--@=|");
    }

    @Test
    void whatTheCharsetHasStaysAndWhatNothingStandsForIsAQuestionMark() {
        new PrintWriter(new PlainOutput(shown, StandardCharsets.ISO_8859_1), true).print("Zoë · 模");

        assertThat(shown).hasToString("Zoë · ?");
    }
}
