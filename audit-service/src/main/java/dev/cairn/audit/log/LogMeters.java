package dev.cairn.audit.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The log's meters; what they mean for an operator stands in docs/audit-log.md. */
final class LogMeters {

    private static final Duration LONGEST_DELAY = Duration.ofDays(1);

    private final InstantSource clock;
    private final Counter entries;
    private final Counter findings;
    private final Timer integration;
    private final Timer delay;
    private volatile @Nullable Anchoring anchoring;

    LogMeters(MeterRegistry registry, ServedLog served, InstantSource clock) {
        this.clock = clock;
        this.entries = Counter.builder("cairn.log.entries")
                .description("Events put into the log by this instance")
                .baseUnit("events")
                .register(registry);
        this.findings = Counter.builder("cairn.log.findings")
                .description("What was wrong with the topics when they were taken in")
                .baseUnit("findings")
                .register(registry);
        this.integration = Timer.builder("cairn.log.integration")
                .description("From a batch that was read to the checkpoint that covers it")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        this.delay = Timer.builder("cairn.log.delay")
                .description("From an event stored in its service to the checkpoint that covers it")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        Gauge.builder(
                        "cairn.log.size",
                        served,
                        log -> log.newest().map(it -> (double) it.size()).orElse(Double.NaN))
                .description("Entries under the checkpoint that is served")
                .baseUnit("entries")
                .register(registry);
        TimeGauge.builder("cairn.log.checkpoint.age", () -> millisSince(served.complete()), TimeUnit.MILLISECONDS)
                .description("Since the checkpoint that is served covered everything on the topics")
                .register(registry);
        TimeGauge.builder("cairn.log.anchor.age", this::anchorAge, TimeUnit.MILLISECONDS)
                .description("How long the oldest event without an anchor has waited for one")
                .register(registry);
    }

    private double anchorAge() {
        Anchoring current = anchoring;
        return current == null
                ? 0
                : current.dueSince()
                        .map(since -> millisSince(Optional.of(since)))
                        .orElse(0.0);
    }

    private double millisSince(Optional<Instant> moment) {
        return moment.map(it -> (double) Duration.between(it, clock.instant()).toMillis())
                .orElse(Double.NaN);
    }

    /** Watches the anchors of a new term. */
    void watch(Anchoring begun) {
        anchoring = begun;
    }

    void integration(Runnable work) {
        integration.record(work);
    }

    void published(List<Arrival> arrivals) {
        Instant now = clock.instant();
        entries.increment(arrivals.size());
        arrivals.stream()
                .map(arrival -> Duration.between(arrival.time(), now))
                .filter(LogMeters::isDelay)
                .forEach(delay::record);
    }

    /** A time that a service did not write, or that a topic made anew brings back, says nothing of how the log keeps up. */
    private static boolean isDelay(Duration since) {
        return !since.isNegative() && since.compareTo(LONGEST_DELAY) < 0;
    }

    void found(int count) {
        findings.increment(count);
    }
}
