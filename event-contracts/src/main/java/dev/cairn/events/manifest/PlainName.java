package dev.cairn.events.manifest;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names that look like what they are. Any language is welcome; refused are characters that cannot be seen, that reorder the
 * text, that are another letter in disguise (full width, mathematical, not composed), and words that mix Latin with letters
 * of another alphabet that look the same. Two names wholly in different alphabets can still look alike.
 */
final class PlainName {

    /** Control, format, and private characters, halves of one, line ends, and spaces other than the usual. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Zs}&&[^ ]]");

    private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\p{Nd}]");
    private static final Pattern WORD_MIXING_LATIN = Pattern.compile(
            "(?<!\\p{L})(?=\\p{L}*\\p{IsLatin})\\p{L}*[\\p{IsGreek}\\p{IsCyrillic}\\p{IsArmenian}\\p{IsCherokee}"
                    + "&&[^ΓΔΘΛΞΠΣΦΨΩβγδεζηθλμξπστφψω]]");

    private PlainName() {}

    /** What is wrong with a name, in words that follow "must"; empty when nothing is. */
    static Optional<String> fault(String name) {
        if (name.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return Optional.empty();
        }
        if (UNSEEN.matcher(name).find()) {
            return Optional.of("have no control characters and none that are invisible or reorder text");
        }
        if (!Normalizer.isNormalized(name, Form.NFC)
                || LETTER_OR_DIGIT
                        .matcher(name)
                        .results()
                        .anyMatch(c -> !Normalizer.isNormalized(c.group(), Form.NFKC))) {
            return Optional.of(
                    "be written with the usual letters and digits (Unicode NFC, no full-width or other forms)");
        }
        if (WORD_MIXING_LATIN.matcher(name).find()) {
            return Optional.of("not mix Latin letters with those of another alphabet that look the same");
        }
        return Optional.empty();
    }
}
