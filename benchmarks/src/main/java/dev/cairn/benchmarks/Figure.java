package dev.cairn.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * A number, and what it is held against.
 *
 * @param what was measured
 * @param unit of value and floor, for example {@code events/s}
 * @param floor what the parts below can do, taken in the same run; absent where nothing compares
 */
public record Figure(
        String what, double value, String unit, @Nullable Floor floor, Target target) {

    /** @param what does the same with as little around it as possible */
    public record Floor(String what, double value) {}

    public static Figure of(String what, double value, String unit, Target target) {
        return new Figure(what, value, unit, null, target);
    }

    /** With what the parts below did in the same run. */
    public Figure beside(String floor, double value) {
        return new Figure(what, this.value, unit, new Floor(floor, value), target);
    }

    /** What its rounds are ordered by, and what the target is about. */
    double merit() {
        return target.kind() == Target.Kind.SHARE_OF_FLOOR ? share() : value;
    }

    /** Of the floor, where 1 is the floor itself. */
    double share() {
        if (floor == null) {
            throw new IllegalStateException(what + " has no floor");
        }
        return value / floor.value();
    }

    boolean reachesTarget() {
        return switch (target.kind()) {
            case AT_LEAST, SHARE_OF_FLOOR -> merit() >= target.bound();
            case AT_MOST -> merit() <= target.bound();
            case NONE -> true;
        };
    }
}
