package dev.cairn.benchmarks;

/** How much is measured. */
public enum Size {
    /** Enough for figures that mean something. */
    FULL,
    /** Just enough to see that the benchmark works; its figures mean nothing. */
    TINY;

    /** @return {@code full} or {@code tiny} */
    public int of(int full, int tiny) {
        return this == FULL ? full : tiny;
    }
}
