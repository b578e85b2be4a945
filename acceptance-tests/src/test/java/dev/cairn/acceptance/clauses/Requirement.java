package dev.cairn.acceptance.clauses;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A clause as {@code docs/requirements.md} has it.
 *
 * @param title what must hold
 * @param remark behind the state; empty where there is none
 */
record Requirement(String clause, String title, State state, String remark) {

    enum State {
        HOLDS("holds"),
        PARTLY("partly"),
        NOT_YET("not yet");

        private final String words;

        State(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private static final Pattern ROW =
            Pattern.compile("\\| ([A-Z]{3}-\\d+) \\| (.+) \\| (holds|partly|not yet)(?:: (.+))? \\|");

    /** Lines that look like a clause's but cannot be read as one. */
    private static final Pattern LIKE_A_ROW = Pattern.compile("\\| [A-Z]{3}-.*");

    /** All of them, in their order. */
    static List<Requirement> all(Path checkout) throws IOException {
        return Files.readAllLines(checkout.resolve("docs/requirements.md")).stream()
                .filter(line -> LIKE_A_ROW.matcher(line).matches())
                .map(Requirement::of)
                .toList();
    }

    private static Requirement of(String line) {
        Matcher row = ROW.matcher(line);
        if (!row.matches()) {
            throw new AssertionError("docs/requirements.md has a clause that cannot be read: " + line);
        }
        State state = State.valueOf(row.group(3).toUpperCase(Locale.ROOT).replace(' ', '_'));
        return new Requirement(
                row.group(1),
                row.group(2),
                state,
                Optional.ofNullable(row.group(4)).orElse(""));
    }

    /** The letters before the number. */
    String family() {
        return clause.substring(0, clause.indexOf('-'));
    }
}
