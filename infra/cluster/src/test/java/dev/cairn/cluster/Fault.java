package dev.cairn.cluster;

import java.time.Duration;

/**
 * Something that goes wrong for a while.
 *
 * @param name for people
 * @param lasts after what begins it is done, until it is mended
 */
record Fault(String name, Duration lasts, Act begins, Act ends) {

    /** What is done to a cluster. */
    @FunctionalInterface
    interface Act {
        void on(RunningCluster cluster) throws Exception;
    }

    /** Nothing has to be mended by hand. */
    static final Act BY_ITSELF = cluster -> {};
}
