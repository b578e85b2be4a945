package dev.cairn.platform.recovery;

import dev.cairn.platform.view.Filling.NotYet;
import dev.cairn.platform.view.Filling.Shown;
import java.time.Duration;
import java.util.function.LongSupplier;

/** For how long writers wait while the last events are shown; counts these. */
final class Patience implements Shown {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private final long begun;
    private long shown;

    /** @param nanos a clock as {@link System#nanoTime} is one; the wait begins now */
    Patience(LongSupplier nanos) {
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    /** @throws NotYet when writers have waited for too long */
    @Override
    public void more(long events) {
        shown += events;
        if (nanos.getAsLong() - begun > LONGEST.toNanos()) {
            throw new NotYet(
                    "more has come than can be shown while writers wait; in the event store, a transaction that"
                            + " stays open in this PostgreSQL cluster hides it until then (meter"
                            + " cairn.relay.horizon.age.seconds)");
        }
    }

    long shown() {
        return shown;
    }
}
