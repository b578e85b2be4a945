package dev.cairn.platform.recovery;

import dev.cairn.events.operations.OperationsEvent;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.WriteRefusal;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.problem.Refused;
import java.time.Duration;

/** Puts on the log what an operation did. */
final class OperationLog {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long PAUSE_MILLIS = 100;

    private final EventStore store;

    OperationLog(EventStore store) {
        this.store = store;
    }

    /**
     * Waits while writes wait, since the relay has to compare first when it takes its place again.
     *
     * @throws IllegalStateException when it does not come to that
     */
    void record(OperationsEvent event, Cause cause) throws InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            try {
                store.append(event, cause);
                return;
            } catch (Refused e) {
                if (e.code() != WriteRefusal.WRITES_WAIT) {
                    throw e;
                }
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new IllegalStateException("It is done, but cannot be recorded: " + e.getMessage(), e);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }
}
