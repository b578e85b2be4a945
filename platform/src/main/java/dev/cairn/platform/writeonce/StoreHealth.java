package dev.cairn.platform.writeonce;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while the store does not answer; what it enforces is a detail, for a store that only lets changes be found works. */
final class StoreHealth implements HealthIndicator {

    private final WriteOnceStore store;
    private final Upkeep upkeep;

    StoreHealth(WriteOnceStore store, Upkeep upkeep) {
        this.store = store;
        this.upkeep = upkeep;
    }

    @Override
    public Health health() {
        String fault = upkeep.fault();
        Health.Builder health = fault == null ? Health.up() : Health.down().withDetail("fault", fault);
        return health.withDetail("store", store.toString())
                .withDetail("enforcement", store.enforcement().toString())
                .build();
    }
}
