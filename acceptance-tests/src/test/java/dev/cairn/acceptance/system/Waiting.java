package dev.cairn.acceptance.system;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what comes a moment later, with a limit that only something broken reaches. */
public final class Waiting {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private Waiting() {}

    /**
     * @param what is awaited, for whoever reads why it never came
     * @param attempt empty until it is there
     */
    public static <T> T until(String what, Supplier<Optional<T>> attempt) {
        Instant limit = Instant.now().plus(LIMIT);
        while (true) {
            Optional<T> found = attempt.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (Instant.now().isAfter(limit)) {
                throw new AssertionError("After " + LIMIT.toSeconds() + " s there is still no " + what);
            }
            aMoment();
        }
    }

    /** As {@link #until}, for something that is or is not so. */
    public static void untilTrue(String what, Supplier<Boolean> attempt) {
        until(what, () -> Boolean.TRUE.equals(attempt.get()) ? Optional.of(true) : Optional.empty());
    }

    static void aMoment() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
