package dev.cairn.platform.web;

import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;

import dev.cairn.events.types.Prose;
import dev.cairn.platform.problem.Refused;
import org.jspecify.annotations.Nullable;

/** What callers write goes on the log for ever, so it is checked before. */
public final class Texts {

    private Texts() {}

    /** @throws Refused when the field is missing */
    public static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new Refused(REQUEST_MALFORMED, "/" + field + " is missing");
        }
        return value;
    }

    /**
     * @param longest in characters
     * @throws Refused when the text is missing, blank, too long, or holds characters that nobody can see
     */
    public static String required(String field, @Nullable String text, int longest) {
        String given = optional(field, present(field, text), longest);
        if (given.isBlank()) {
            throw new Refused(REQUEST_MALFORMED, "/" + field + " is empty");
        }
        return given;
    }

    /**
     * @param longest in characters
     * @return the text, empty where it is absent
     * @throws Refused when it is too long, or holds characters that nobody can see
     */
    public static String optional(String field, @Nullable String text, int longest) {
        if (text == null) {
            return "";
        }
        if (text.length() > longest) {
            throw new Refused(REQUEST_MALFORMED, "/" + field + " has at most " + longest + " characters");
        }
        Prose.fault(text).ifPresent(rule -> {
            throw new Refused(REQUEST_MALFORMED, "/" + field + " must " + rule);
        });
        return text;
    }
}
