package dev.cairn.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Results as Markdown, to be read in a terminal and pasted into docs/benchmarks.md. */
final class Table {

    private static final String HEAD = """
            | what | measured (rounds) | floor in the same run | target | |
            |---|---|---|---|---|
            """;

    private Table() {}

    static String of(List<Result> results) {
        return HEAD + results.stream().map(Table::row).collect(Collectors.joining());
    }

    private static String row(Result result) {
        Figure figure = result.median();
        return "| %s | %s %s (%s–%s) | %s | %s | %s |%n"
                .formatted(
                        figure.what(),
                        number(figure.value()),
                        figure.unit(),
                        number(result.lowest()),
                        number(result.highest()),
                        floor(figure),
                        target(figure),
                        outcome(figure));
    }

    private static String floor(Figure figure) {
        Figure.Floor floor = figure.floor();
        return floor == null
                ? ""
                : "%s %s, %s; share %.0f %%"
                        .formatted(number(floor.value()), figure.unit(), floor.what(), 100 * figure.share());
    }

    private static String target(Figure figure) {
        double bound = figure.target().bound();
        return switch (figure.target().kind()) {
            case AT_LEAST -> "≥ " + number(bound) + " " + figure.unit();
            case AT_MOST -> "≤ " + number(bound) + " " + figure.unit();
            case SHARE_OF_FLOOR -> "≥ %.0f %% of the floor".formatted(100 * bound);
            case NONE -> "";
        };
    }

    private static String outcome(Figure figure) {
        if (figure.target().kind() == Target.Kind.NONE) {
            return "";
        }
        return figure.reachesTarget() ? "reached" : "**missed**";
    }

    /** Three digits that mean something. */
    private static String number(double value) {
        return value >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }
}
