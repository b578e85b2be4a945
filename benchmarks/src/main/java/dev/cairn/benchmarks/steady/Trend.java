package dev.cairn.benchmarks.steady;

import java.util.List;

/**
 * Whether something grows.
 *
 * @param perInterval slope of the straight line through all values but those of the first quarter, when everything warms up
 * @param level mean of the same values
 */
record Trend(double perInterval, double level) {

    static Trend of(List<Double> values) {
        List<Double> counted = values.subList(values.size() / 4, values.size());
        int n = counted.size();
        double middle = (n - 1) / 2.0;
        double level =
                counted.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double above = 0;
        double square = 0;
        for (int i = 0; i < n; i++) {
            above += (i - middle) * (counted.get(i) - level);
            square += (i - middle) * (i - middle);
        }
        return new Trend(square == 0 ? 0 : above / square, level);
    }

    /** Over {@code intervals} it grows by more than that share of its level, and by more than that much. */
    boolean grows(int intervals, double share, double least) {
        double growth = perInterval * intervals;
        return growth > share * level && growth > least;
    }
}
