package dev.cairn.deployment.board;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What runs and is not as it should be. */
@Component
class DeploymentMeters implements MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(DeploymentMeters.class);

    private static final String DRIFTING = "select count(*) from drift where until is null";
    private static final String UNAPPROVED =
            "select count(*) from deployment where unapproved is not null and state in ('STARTED', 'RUNNING')";

    private final JdbcClient jdbc;

    DeploymentMeters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("cairn.deployment.drifting", () -> count(DRIFTING))
                .baseUnit("deployments")
                .description("Deployments whose target says that it runs something else, or cannot say what")
                .register(registry);
        Gauge.builder("cairn.deployment.unapproved", () -> count(UNAPPROVED))
                .baseUnit("deployments")
                .description("Deployments that run, or are under way, after their approval was revoked")
                .register(registry);
    }

    private double count(String sql) {
        try {
            return jdbc.sql(sql).query(Long.class).single();
        } catch (DataAccessException e) {
            log.debug("Deployments cannot be counted", e);
            return Double.NaN;
        }
    }
}
