package dev.cairn.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Looks again and again. */
final class Waiting {

    private static final long PAUSE_MILLIS = 50;

    private Waiting() {}

    /** @return whether it came about before the limit */
    static boolean until(Duration limit, BooleanSupplier come) {
        Instant last = Instant.now().plus(limit);
        while (!come.getAsBoolean()) {
            if (Instant.now().isAfter(last)) {
                return false;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        return true;
    }

    static ClusterFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ClusterFailure("Interrupted", e);
    }
}
