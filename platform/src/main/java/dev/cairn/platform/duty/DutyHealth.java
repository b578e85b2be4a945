package dev.cairn.platform.duty;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Shown as {@code duties}: down when their thread has ended, so that nobody is answered any more. */
final class DutyHealth implements HealthIndicator {

    private final Duties duties;

    DutyHealth(Duties duties) {
        this.duties = duties;
    }

    @Override
    public Health health() {
        return duties.ended()
                .map(sentence -> Health.down().withDetail("detail", sentence).build())
                .orElseGet(() -> Health.up().build());
    }
}
