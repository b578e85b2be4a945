package dev.cairn.platform.relay;

import dev.cairn.platform.command.ForkGuard;
import dev.cairn.platform.command.WriteRefusal;
import dev.cairn.platform.problem.Refused;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link ForkGuard} by what the relay noted in the database, since another process may be the one that relays. */
final class ComparedStore implements ForkGuard {

    /** How long a passed comparison counts before the row is read again. */
    static final Duration FRESH = Duration.ofSeconds(1);

    private final LastComparison comparison;
    private final RelayState state;
    private volatile @Nullable Passed passed;

    ComparedStore(JdbcClient jdbc, RelayState state) {
        this.comparison = new LastComparison(jdbc);
        this.state = state;
    }

    private record Passed(Instant postgresStarted, long seen) {}

    @Override
    public void requireCompared(Instant postmasterStarted) {
        Passed last = passed;
        if (last != null
                && last.postgresStarted().equals(postmasterStarted)
                && System.nanoTime() - last.seen() < FRESH.toNanos()) {
            return;
        }
        long now = System.nanoTime();
        if (!comparison.letsWritesIn()) {
            throw new Refused(
                    WriteRefusal.WRITES_WAIT,
                    "The event store has not been compared with its topics since PostgreSQL started, or it was loaded;"
                            + " " + state.now());
        }
        passed = new Passed(postmasterStarted, now);
    }
}
