package dev.cairn.platform.command;

import java.time.Instant;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The write that this thread is in: who asks, and the time of its decisions.
 *
 * @param cause who asks, and on what occasion
 * @param now the database's clock under the lock, in microseconds, and not before the key's previous event
 */
public record Deciding(Cause cause, Instant now) {

    /** @throws IllegalStateException outside a write */
    public static Deciding current() {
        Deciding current = (Deciding) TransactionSynchronizationManager.getResource(Deciding.class);
        if (current == null) {
            throw new IllegalStateException("Only a write decides: wrap this in Writes.write");
        }
        return current;
    }

    static void begin(Deciding deciding) {
        TransactionSynchronizationManager.bindResource(Deciding.class, deciding);
    }

    static void end() {
        TransactionSynchronizationManager.unbindResourceIfPossible(Deciding.class);
    }
}
