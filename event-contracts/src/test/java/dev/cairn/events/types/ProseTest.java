package dev.cairn.events.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.test.Clause;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Clause("REG-7")
class ProseTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines\r\n\tand a tab", "Ελληνικά, 中文, مرحبا", "👩\u200d🔬", "می\u200cخواهم"})
    void anyLanguageIsWelcome(String text) {
        assertThat(Prose.fault(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000\u0007\u000b\u001b\u007f, the control characters of ASCII",
                "\u0080\u0085\u009b\u009f, those of the second set",
                "\u2028\u2029, line ends that only some programs see",
                "\u00ad\u200b\u200e\u202e\u2066\ufeff, what hides or reorders text",
                "\ue000\ud800, what means nothing"
            })
    void whatNobodyCanSeeIsNot(String charactersAndWhatTheyAre) {
        String unseen = charactersAndWhatTheyAre.substring(0, charactersAndWhatTheyAre.indexOf(','));

        assertThat(unseen.chars())
                .allSatisfy(character -> assertThat(Prose.fault("a" + Character.toString(character) + "b"))
                        .contains("have no control characters and none that are invisible or reorder text"));
    }
}
