package dev.cairn.platform.relay;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Shown as {@code relay}: down while events wait for Kafka, for PostgreSQL, or for somebody to decide. */
final class RelayHealth implements HealthIndicator {

    private final RelayState state;
    private final RelayLag lag;

    RelayHealth(RelayState state, RelayLag lag) {
        this.state = state;
        this.lag = lag;
    }

    @Override
    public Health health() {
        RelayState.Now now = state.now();
        Health.Builder health = switch (now.phase()) {
            case RELAYING, STANDING_BY -> Health.up();
            case STARTING -> Health.outOfService();
            case RETRYING, STOPPED -> Health.down();
        };
        return health.withDetail("phase", now.phase())
                .withDetail("detail", now.detail())
                .withDetail("lagEvents", lag.events())
                .build();
    }
}
