package dev.cairn.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.platform.problem.EdgeRefusal;
import dev.cairn.platform.problem.Refused;
import dev.cairn.test.Clause;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@Clause("REG-7")
class TextsTest {

    @Test
    void takesWhatPeopleWriteAsItIs() {
        String text = " Two lines,\n\tin ελληνικά.\u00a0";

        assertThat(Texts.required("reason", text, text.length())).isEqualTo(text);
        assertThat(Texts.optional("reason", text, text.length())).isEqualTo(text);
        assertThat(Texts.optional("reason", null, 1)).isEmpty();
        assertThat(Texts.optional("reason", "", 1)).isEmpty();
    }

    @Test
    void saysWhichFieldIsWrongAndHow() {
        assertRefused(() -> Texts.present("stage", null), "/stage is missing");
        assertRefused(() -> Texts.required("reason", null, 9), "/reason is missing");
        assertRefused(() -> Texts.required("reason", " \n", 9), "/reason is empty");
        assertRefused(() -> Texts.required("reason", "x".repeat(10), 9), "/reason has at most 9 characters");
        assertRefused(() -> Texts.optional("note", "x".repeat(10), 9), "/note has at most 9 characters");
        assertRefused(
                () -> Texts.optional("note", "a\u0085b", 9),
                "/note must have no control characters and none that are invisible or reorder text");
    }

    private static void assertRefused(ThrowingCallable call, String detail) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(EdgeRefusal.REQUEST_MALFORMED))
                .hasMessage(detail);
    }
}
