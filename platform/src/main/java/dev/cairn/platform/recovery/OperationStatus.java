package dev.cairn.platform.recovery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come.
 *
 * @param requestedBy the actor
 * @param done events gone through
 * @param expected events to go through; absent while unknown
 * @param message what is happening, came of it, or went wrong, and then what to do
 * @param finishedAt absent while it runs
 */
public record OperationStatus(
        UUID id,
        String name,
        String requestedBy,
        Instant requestedAt,
        State state,
        long done,
        @Nullable Long expected,
        String message,
        @Nullable Instant finishedAt) {

    public enum State {
        RUNNING,
        DONE,
        FAILED
    }
}
