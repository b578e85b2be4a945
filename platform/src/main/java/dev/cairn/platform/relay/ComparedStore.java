package dev.cairn.platform.relay;

import dev.cairn.platform.command.ForkGuard;
import dev.cairn.platform.command.WriteRefusal;
import dev.cairn.platform.problem.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link ForkGuard} by what the relay noted in the database, since another process may be the one that relays. */
final class ComparedStore implements ForkGuard {

    /** How long a passed comparison counts before the row is read again. */
    static final Duration FRESH = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final RelayState state;
    private volatile @Nullable Passed passed;

    ComparedStore(JdbcClient jdbc, RelayState state) {
        this.jdbc = jdbc;
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
        Optional<Instant> compared = jdbc.sql("select compared from platform.relay_position where compared is not null")
                .query((row, number) ->
                        row.getObject("compared", OffsetDateTime.class).toInstant())
                .optional();
        if (!compared.equals(Optional.of(postmasterStarted))) {
            throw new Refused(
                    WriteRefusal.WRITES_WAIT,
                    "The event store has not been compared with its topics since PostgreSQL started; " + state.now());
        }
        passed = new Passed(postmasterStarted, now);
    }
}
