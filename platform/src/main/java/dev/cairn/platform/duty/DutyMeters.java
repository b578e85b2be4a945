package dev.cairn.platform.duty;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The meter of what fails; infra/alerts/cairn.rules.yml says from when on it matters. */
final class DutyMeters implements MeterBinder {

    private final Duties duties;

    DutyMeters(Duties duties) {
        this.duties = duties;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        duties.rounds()
                .forEach(round -> Gauge.builder("cairn.duty.failing", round, DutyRound::failing)
                        .tag("duty", round.duty())
                        .baseUnit("decisions")
                        .description(
                                "What this service should have decided of itself, and failed to at the last attempt")
                        .register(registry));
    }
}
