package dev.cairn.platform.recovery;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what happens elsewhere; fails after three minutes. */
final class Await {

    private Await() {}

    static void that(String what, BooleanSupplier holds) {
        long begun = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - begun > Duration.ofMinutes(3).toNanos()) {
                throw new AssertionError("Not within three minutes: " + what);
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
