package dev.cairn.audit.log;

import dev.cairn.platform.writeonce.WriteOnceStore;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while the log does not grow here, with the sentence that says why. */
final class LogHealth implements HealthIndicator {

    private final ServedLog served;
    private final WriteOnceStore store;

    LogHealth(ServedLog served, WriteOnceStore store) {
        this.served = served;
        this.store = store;
    }

    @Override
    public Health health() {
        ServedLog.Condition condition = served.condition();
        boolean works = condition.part() == ServedLog.Part.SEQUENCER || condition.part() == ServedLog.Part.READER;
        Health.Builder health = works ? Health.up() : Health.down();
        health.withDetail("part", condition.part())
                .withDetail("anchors", store.enforcement().toString());
        served.newest().ifPresent(log -> health.withDetail("size", log.size()));
        if (condition.reason() != null) {
            health.withDetail("reason", condition.reason());
        }
        return health.build();
    }
}
