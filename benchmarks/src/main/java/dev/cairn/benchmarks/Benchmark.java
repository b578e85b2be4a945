package dev.cairn.benchmarks;

import java.util.List;

/** Measures one thing on real servers of its own, which it starts and stops. */
public interface Benchmark {

    /** What it is called on the command line, for example {@code relay}. */
    String name();

    /**
     * One round. Whatever warms up does so before the clock starts.
     *
     * @return the same figures in every round
     * @throws Exception when something did not work; a round that went wrong has no figures
     */
    List<Figure> run(Size size) throws Exception;

    /** How often it is run when nobody says; the table shows medians. */
    default int rounds() {
        return 3;
    }
}
