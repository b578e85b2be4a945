package dev.cairn.platform.relay;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The relay's meters; infra/alerts/cairn.rules.yml says from when on they matter. */
final class RelayMeters implements MeterBinder {

    private final Relay relay;
    private final RelayState state;
    private final RelayLag lag;

    RelayMeters(Relay relay, RelayState state, RelayLag lag) {
        this.relay = relay;
        this.state = state;
        this.lag = lag;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("cairn.relay.lag.events", lag, RelayLag::events)
                .baseUnit("events")
                .description("Events that are stored and not yet sent")
                .register(registry);
        Gauge.builder("cairn.relay.lag.seconds", lag, RelayLag::seconds)
                .baseUnit("seconds")
                .description("Age of the oldest event that is stored and not yet sent")
                .register(registry);
        Gauge.builder("cairn.relay.horizon.age.seconds", lag, RelayLag::horizonAge)
                .baseUnit("seconds")
                .description("For how long one transaction of the PostgreSQL cluster has held the relay back")
                .register(registry);
        Gauge.builder("cairn.relay.stopped", state, it -> it.now().phase() == RelayState.Phase.STOPPED ? 1 : 0)
                .description(
                        "1 while nothing is sent until somebody acts: store and topics contradict each other, or the"
                                + " relay has ended")
                .register(registry);
        FunctionCounter.builder("cairn.relay.sent", relay, Relay::sentEvents)
                .baseUnit("events")
                .description("Events that this process has sent")
                .register(registry);
    }
}
