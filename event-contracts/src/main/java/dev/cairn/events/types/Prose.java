package dev.cairn.events.types;

import java.util.Optional;
import java.util.regex.Pattern;

/** What people write in their own words, in any language and as many lines as they like. */
public final class Prose {

    /** Line ends and tabs are welcome; joiners too, which some scripts and emoji need. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\n\\r\\t\\u200c\\u200d]]");

    private Prose() {}

    /** What is wrong with a text, in words that follow "must"; empty when nothing is. */
    public static Optional<String> fault(String text) {
        return UNSEEN.matcher(text).find()
                ? Optional.of("have no control characters and none that are invisible or reorder text")
                : Optional.empty();
    }
}
