package dev.cairn.platform.command;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/**
 * Keeps a database that was restored from an older copy from forking history: after each start of PostgreSQL, and where a
 * dump was loaded, writes wait until the store was compared with what is on the topics.
 */
public interface ForkGuard {

    /**
     * @param postmasterStarted when PostgreSQL started, as the writing transaction read it under its lock
     * @throws dev.cairn.platform.problem.Refused while the comparison after that start has not passed
     */
    void requireCompared(Instant postmasterStarted);

    /**
     * The relay's guard, asked for once, at the first write: the relay itself needs the store. Where none runs, nothing can be
     * compared and nothing waits.
     *
     * @param relay answers null where none runs
     */
    static ForkGuard of(Supplier<@Nullable ForkGuard> relay) {
        Supplier<ForkGuard> guard =
                SingletonSupplier.of(() -> Objects.requireNonNullElse(relay.get(), postmasterStarted -> {}));
        return postmasterStarted -> guard.get().requireCompared(postmasterStarted);
    }
}
