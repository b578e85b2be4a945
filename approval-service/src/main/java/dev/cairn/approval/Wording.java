package dev.cairn.approval;

import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;

import dev.cairn.platform.problem.Refused;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people write goes on the log for ever, so it is checked before. */
public final class Wording {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}&&[^\\t\\n\\r]]");
    private static final int REASON = 1024;
    private static final int COMMENT = 8192;

    private Wording() {}

    /** @throws Refused when the field is missing */
    public static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw new Refused(REQUEST_MALFORMED, "/" + field + " is missing");
        }
        return value;
    }

    /** One or more characters, at most 1,024. */
    public static String reason(String field, @Nullable String text) {
        String reason = readable(field, given(field, text), REASON);
        if (reason.isBlank()) {
            throw new Refused(REQUEST_MALFORMED, "/" + field + " is empty");
        }
        return reason;
    }

    /** At most 8,192 characters; empty where there is none. */
    public static String comment(String field, @Nullable String text) {
        return text == null ? "" : readable(field, text, COMMENT);
    }

    private static String readable(String field, String text, int longest) {
        if (text.length() > longest) {
            throw new Refused(REQUEST_MALFORMED, "/" + field + " has more than " + longest + " characters");
        }
        if (UNSEEN.matcher(text).find()) {
            throw new Refused(
                    REQUEST_MALFORMED,
                    "/" + field + " has control characters, or such that are invisible or reorder text");
        }
        return text;
    }
}
