package dev.cairn.benchmarks.steady;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Answers of one kind: how many, how late, and what was wrong. */
final class Tally {

    private final Map<String, Long> problems = new TreeMap<>();
    private long[] nanos = new long[1_024];
    private int count;

    /** @param problem empty where it went well */
    synchronized void add(long nanosSinceItWasDue, String what, String problem) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = nanosSinceItWasDue;
        if (!problem.isEmpty()) {
            problems.merge(what + " → " + problem, 1L, Long::sum);
        }
    }

    synchronized int count() {
        return count;
    }

    synchronized Map<String, Long> problems() {
        return new TreeMap<>(problems);
    }

    /** Milliseconds that so large a share of the answers took at most, from the moment at which they were due to be asked for. */
    synchronized double percentile(double share) {
        if (count == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)] / 1e6;
    }
}
