package dev.cairn.benchmarks;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A figure over all rounds.
 *
 * @param median the round in the middle: value and floor of one and the same run
 * @param lowest value of any round
 * @param highest value of any round
 */
record Result(Figure median, double lowest, double highest) {

    /** @param rounds the figures of each round */
    static List<Result> of(List<List<Figure>> rounds) {
        Map<String, List<Figure>> byName = rounds.stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(Figure::what, LinkedHashMap::new, Collectors.toList()));
        return byName.values().stream().map(Result::middle).toList();
    }

    private static Result middle(List<Figure> figures) {
        List<Figure> ordered = figures.stream()
                .sorted(Comparator.comparingDouble(Figure::merit))
                .toList();
        var values = figures.stream().mapToDouble(Figure::value).summaryStatistics();
        return new Result(ordered.get(ordered.size() / 2), values.getMin(), values.getMax());
    }
}
