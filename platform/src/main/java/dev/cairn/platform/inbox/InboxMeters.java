package dev.cairn.platform.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.OptionalLong;

/** The inbox's meters; infra/alerts/cairn.rules.yml says from when on they matter. */
final class InboxMeters implements MeterBinder {

    private final InboxState state;
    private final ParkedCount parked;

    InboxMeters(InboxState state, ParkedCount parked) {
        this.state = state;
        this.parked = parked;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("cairn.inbox.lag.events", state, InboxMeters::lag)
                .baseUnit("events")
                .description(
                        "Events on the topics that are not in the views yet; no number where another process reads")
                .register(registry);
        Gauge.builder("cairn.inbox.parked.keys", parked, ParkedCount::meter)
                .baseUnit("keys")
                .description("Keys that cannot go on and wait for somebody to decide")
                .register(registry);
        Gauge.builder("cairn.inbox.retrying", state, it -> it.takesNothingIn() ? 1 : 0)
                .description("1 while nothing is taken in: PostgreSQL or Kafka is away, or the inbox has ended")
                .register(registry);
    }

    private static double lag(InboxState state) {
        OptionalLong lag = state.lag();
        return lag.isPresent() ? lag.getAsLong() : Double.NaN;
    }
}
