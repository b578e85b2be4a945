package dev.cairn.platform.eventstore;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** How much the event store takes, measured every minute: it only grows, so somebody has to see how fast. */
class StoreSize implements MeterBinder {
    private static final Logger log = LoggerFactory.getLogger(StoreSize.class);

    private final JdbcClient jdbc;
    private volatile double bytes = Double.NaN;

    StoreSize(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Scheduled(fixedDelayString = "PT1M")
    void measure() {
        try {
            bytes = jdbc.sql("select pg_total_relation_size('events.event')")
                    .query(Long.class)
                    .single();
        } catch (DataAccessException e) {
            log.debug("The size of the event store cannot be measured", e);
            bytes = Double.NaN;
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("cairn.eventstore.size", () -> bytes)
                .baseUnit("bytes")
                .description("What the events take in PostgreSQL, indexes included")
                .register(registry);
    }
}
