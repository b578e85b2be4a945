package dev.cairn.events.types;

import java.util.regex.Pattern;

/** The checks that value types share; each throws with a sentence that a caller can act on. */
final class Rules {

    private Rules() {}

    static String match(String what, String text, Pattern pattern, String rule) {
        if (text == null || !pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " must be " + rule + "; got " + quoted(text));
        }
        return text;
    }

    /** Shows hostile input harmlessly: control and non-ASCII characters escaped, cut at 80. */
    static String quoted(String text) {
        if (text == null) {
            return "nothing";
        }
        var shown = new StringBuilder("'");
        text.codePoints()
                .limit(80)
                .forEach(c -> shown.append(c >= 0x20 && c < 0x7f ? Character.toString(c) : "\\u{%x}".formatted(c)));
        return shown.append(text.length() > 80 ? "…'" : "'").toString();
    }
}
