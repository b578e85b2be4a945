package dev.cairn.platform.inbox;

import java.util.OptionalLong;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Shown as {@code inbox}: down while nothing is taken in; {@code DEGRADED}, which takes nobody out of service, while keys
 * are parked.
 */
final class InboxHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "Parked keys wait for somebody to decide");

    private final InboxState state;
    private final ParkedCount parkedCount;

    InboxHealth(InboxState state, ParkedCount parkedCount) {
        this.state = state;
        this.parkedCount = parkedCount;
    }

    @Override
    public Health health() {
        OptionalLong known = parkedCount.now();
        long parked = known.orElse(0);
        Health.Builder health = switch (state.phase()) {
            case READING, STANDING_BY -> parked == 0 ? Health.up() : Health.status(DEGRADED);
            case STARTING -> Health.outOfService();
            case RETRYING, STOPPED -> Health.down();
        };
        health.withDetail("phase", state.phase()).withDetail("detail", state.detail());
        known.ifPresent(count -> health.withDetail("parkedKeys", count));
        state.lag().ifPresent(lag -> health.withDetail("lagEvents", lag));
        if (parked > 0) {
            health.withDetail("next", "GET /api/v1/parked-keys, then POST to /retry or /discard below it");
        }
        return health.build();
    }
}
