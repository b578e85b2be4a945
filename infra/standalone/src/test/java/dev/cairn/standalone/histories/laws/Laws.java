package dev.cairn.standalone.histories.laws;

import java.util.List;
import java.util.stream.Stream;

/** All of them. */
public final class Laws {

    private static final List<Law> ALL = List.of(
            new Unbroken(),
            new StartsAreApproved(),
            new OneWinner(),
            new DecisionsAreChecked(),
            new RetiredIsUnused(),
            new Whole());

    private Laws() {}

    /** What was violated, a sentence each. */
    public static Stream<String> broken(ModelHistory history) {
        return ALL.stream()
                .flatMap(law -> law.broken(history).stream()
                        .map(what -> law.getClass().getSimpleName() + ", " + history.key() + ": " + what));
    }
}
