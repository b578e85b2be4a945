package dev.cairn.benchmarks;

/**
 * What a figure has to reach.
 *
 * @param bound in the figure's unit; for {@link Kind#SHARE_OF_FLOOR} a share, where 1 is the floor itself
 */
public record Target(Kind kind, double bound) {

    enum Kind {
        AT_LEAST,
        AT_MOST,
        SHARE_OF_FLOOR,
        NONE
    }

    public static Target atLeast(double bound) {
        return new Target(Kind.AT_LEAST, bound);
    }

    public static Target atMost(double bound) {
        return new Target(Kind.AT_MOST, bound);
    }

    /** @param share of the floor's value, for example 0.6 */
    public static Target shareOfFloor(double share) {
        return new Target(Kind.SHARE_OF_FLOOR, share);
    }

    /** The figure is shown, and held against nothing. */
    public static Target none() {
        return new Target(Kind.NONE, 0);
    }
}
