package dev.cairn.benchmarks;

import java.util.Arrays;

/** How long something took, many times. */
final class Latency {

    private final long[] nanos;

    Latency(long[] nanos) {
        this.nanos = nanos.clone();
        Arrays.sort(this.nanos);
    }

    /**
     * @param share of the measurements that took at most the answer, for example 0.99
     * @return milliseconds
     */
    double percentile(double share) {
        int rank = (int) Math.ceil(share * nanos.length);
        return nanos[Math.max(0, rank - 1)] / 1e6;
    }
}
