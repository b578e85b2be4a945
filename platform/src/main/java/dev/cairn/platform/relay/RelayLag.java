package dev.cairn.platform.relay;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** How far the topics are behind the store, measured every two seconds by every process, whether it relays or not. */
class RelayLag {

    /** More are not counted: counting would slow down the catching up. */
    private static final int COUNTED = 100_000;

    private static final Logger log = LoggerFactory.getLogger(RelayLag.class);
    private static final String MEASURE = """
            with waiting as (
                select time from events.event
                where (transaction_id, global_index) > (
                    select coalesce(max(transaction_id), '0'), coalesce(max(global_index), 0)
                    from platform.relay_position)
                order by transaction_id, global_index limit %d)
            select (select count(*) from waiting) as events,
                   coalesce(extract(epoch from clock_timestamp() - (select time from waiting limit 1)), 0) as seconds,
                   pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
                   pg_snapshot_xmax(pg_current_snapshot())::text as next
            """.formatted(COUNTED);

    private final JdbcClient jdbc;
    private volatile double events = Double.NaN;
    private volatile double seconds = Double.NaN;
    private volatile double horizonAge = Double.NaN;
    private String horizon = "";
    private long horizonSince;

    RelayLag(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Scheduled(fixedDelayString = "PT2S")
    void measure() {
        try {
            jdbc.sql(MEASURE).query(row -> {
                events = row.getLong("events");
                seconds = Math.max(0, row.getDouble("seconds"));
                watchHorizon(row.getString("horizon"), row.getString("next"));
            });
        } catch (DataAccessException e) {
            // The relay itself tells of a database that is away; a meter that shows nothing is the truth.
            log.debug("The relay's lag cannot be measured", e);
            events = Double.NaN;
            seconds = Double.NaN;
            horizonAge = Double.NaN;
        }
    }

    private void watchHorizon(String oldest, String next) {
        if (!oldest.equals(horizon)) {
            horizon = oldest;
            horizonSince = System.nanoTime();
        }
        horizonAge = oldest.equals(next)
                ? 0
                : Duration.ofNanos(System.nanoTime() - horizonSince).toMillis() / 1000.0;
    }

    /** Events that are stored and not sent; {@value #COUNTED} stands for that many or more. */
    double events() {
        return events;
    }

    /** Age of the oldest event that is stored and not sent. */
    double seconds() {
        return seconds;
    }

    /** For how long the same transaction, in any database of the cluster, has held all relays back. */
    double horizonAge() {
        return horizonAge;
    }
}
