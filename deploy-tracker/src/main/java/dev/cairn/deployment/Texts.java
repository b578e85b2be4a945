package dev.cairn.deployment;

import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;

import dev.cairn.platform.problem.Refused;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of what callers write in their own words. */
public final class Texts {

    /** Invisible characters and such that reorder text; line feeds and tabs are welcome. */
    private static final Pattern DECEPTIVE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}&&[^\\n\\r\\t]]");

    private Texts() {}

    /** @throws Refused when the field is missing */
    public static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new Refused(REQUEST_MALFORMED, "/" + field + " is missing");
        }
        return value;
    }

    /** @throws Refused when the text is missing, empty, too long, or holds characters that nobody can see */
    public static String required(String field, @Nullable String text, int longest) {
        String given = optional(field, present(field, text), longest);
        if (given.isBlank()) {
            throw new Refused(REQUEST_MALFORMED, "/" + field + " is empty");
        }
        return given;
    }

    /** @return the text, empty where it is absent */
    public static String optional(String field, @Nullable String text, int longest) {
        if (text == null) {
            return "";
        }
        if (text.length() > longest) {
            throw new Refused(REQUEST_MALFORMED, "/" + field + " has at most " + longest + " characters");
        }
        if (DECEPTIVE.matcher(text).find()) {
            throw new Refused(
                    REQUEST_MALFORMED,
                    "/" + field + " has no control characters and none that are invisible or reorder text");
        }
        return text;
    }
}
