package dev.cairn.benchmarks.steady;

import dev.cairn.benchmarks.steady.Meters.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What came of a run, and what speaks against it. */
record Report(SteadyLoad load, Map<Series, List<Double>> meters, Duration interval) {

    /** What may be noise: a twentieth of the level, and 8 MB of heap, or as many events as arrive in a second, or a second. */
    private static final double SHARE = 0.05;

    private static final double HEAP = 8 * 1024 * 1024;
    private static final double EVENTS = 200;
    private static final double SECONDS = 1;

    /** Fewer say nothing about a trend. */
    private static final int LEAST_INTERVALS = 8;

    /** In sentences; none where nothing was refused, grew, or fell behind. */
    List<String> objections() {
        List<String> objections = new ArrayList<>();
        problems().forEach((problem, count) -> objections.add(count + " times: " + problem));
        if (load.behind() > load.writes().count() / 100) {
            objections.add(load.behind() + " writes found no model free: it is slower than the rate");
        }
        meters.forEach((series, values) -> {
            Trend trend = Trend.of(values);
            if (values.size() >= LEAST_INTERVALS && trend.grows(values.size(), SHARE, noise(series.meter()))) {
                objections.add(series.instance() + ": " + series.meter() + " grows by "
                        + number(trend.perInterval() * perHour()) + " an hour");
            }
        });
        return objections;
    }

    private Map<String, Long> problems() {
        Map<String, Long> problems = new TreeMap<>(load.writes().problems());
        load.reads().problems().forEach((problem, count) -> problems.merge(problem, count, Long::sum));
        return problems;
    }

    private static double noise(String meter) {
        return meter.endsWith("bytes") ? HEAP : meter.endsWith("events") ? EVENTS : SECONDS;
    }

    private double perHour() {
        return Duration.ofHours(1).toMillis() / (double) interval.toMillis();
    }

    String text() {
        var text = new StringBuilder();
        row(text, "writes", load.writes());
        row(text, "reads", load.reads());
        text.append("\n| instance | meter | level | an hour more |\n|---|---|---|---|\n");
        meters.forEach((series, values) -> {
            Trend trend = Trend.of(values);
            text.append("| %s | %s | %s | %s |\n"
                    .formatted(
                            series.instance(),
                            series.meter(),
                            number(trend.level()),
                            number(trend.perInterval() * perHour())));
        });
        text.append(
                objections().isEmpty()
                        ? "\nNothing was refused, nothing grew, nothing fell behind.\n"
                        : "\nAgainst it speaks:\n- " + String.join("\n- ", objections()) + "\n");
        return text.toString();
    }

    private static void row(StringBuilder text, String what, Tally tally) {
        text.append(String.format(
                Locale.ROOT,
                "%,d %s, p50 %.1f ms, p99 %.1f ms from the moment each was due%n",
                tally.count(),
                what,
                tally.percentile(0.5),
                tally.percentile(0.99)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%,.0f", value);
    }
}
