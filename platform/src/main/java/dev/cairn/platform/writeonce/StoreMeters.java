package dev.cairn.platform.writeonce;

import dev.cairn.platform.writeonce.WriteOnceStore.Enforcement;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of a store. */
final class StoreMeters {

    private final Counter swept;
    private final Counter failures;

    StoreMeters(WriteOnceStore store, MeterRegistry meters) {
        Gauge.builder("cairn.writeonce.enforced", store, StoreMeters::enforced)
                .description(
                        "1 when the store itself refused to change a locked object at the last probe, 0 when it did not,"
                                + " NaN while it could not be asked")
                .strongReference(true)
                .register(meters);
        this.swept = Counter.builder("cairn.writeonce.swept")
                .description("Blobs and uploads removed because nobody relied on them")
                .baseUnit("objects")
                .register(meters);
        this.failures = Counter.builder("cairn.writeonce.upkeep.failures")
                .description("Sweeps and probes that the store did not answer")
                .baseUnit("attempts")
                .register(meters);
    }

    private static double enforced(WriteOnceStore store) {
        if (store.enforcement() == Enforcement.UNPROVEN) {
            return Double.NaN;
        }
        return store.enforcement() == Enforcement.STORAGE_ENFORCED ? 1 : 0;
    }

    void swept(int count) {
        swept.increment(count);
    }

    void failed() {
        failures.increment();
    }
}
