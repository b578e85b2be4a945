package dev.cairn.registry.artifact;

import dev.cairn.platform.command.Cause;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.recovery.Operations;
import dev.cairn.registry.catalogue.Holdings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Begins a round of the scrubber when one is due, or goes on with one that was broken off, and shows how old the last is. */
@Component
class ScrubSchedule {

    private static final Logger log = LoggerFactory.getLogger(ScrubSchedule.class);

    private final Operations operations;
    private final ScrubProgress progress;
    private final ScrubProperties properties;
    private final Clock clock = Clock.systemUTC();

    ScrubSchedule(
            Operations operations,
            ScrubProgress progress,
            ScrubProperties properties,
            Holdings holdings,
            MeterRegistry meters) {
        this.operations = operations;
        this.progress = progress;
        this.properties = properties;
        Gauge.builder("cairn.scrub.age", this, schedule -> schedule.age().toSeconds())
                .description(
                        "Time since everything in the store was last read and compared; since 1970 before the first time")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("cairn.registry.damaged", holdings, Holdings::damaged)
                .description("Artifacts and manifests that are known not to be what was registered")
                .baseUnit("artifacts")
                .register(meters);
    }

    private Duration age() {
        Instant completed = progress.state().completed();
        return Duration.between(completed == null ? Instant.EPOCH : completed, clock.instant());
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT5M")
    void beginWhenDue() {
        if (progress.state().at() == null && age().compareTo(properties.every()) < 0) {
            return;
        }
        try {
            operations.start("scrub", Cause.ofService("registry"));
        } catch (Refused running) {
            log.debug("No round of the scrubber begins now: {}", running.getMessage());
        }
    }
}
