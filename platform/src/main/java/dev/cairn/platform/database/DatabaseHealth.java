package dev.cairn.platform.database;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Shown as {@code db}: down while PostgreSQL does not answer in a moment. A connection to one that is away is waited for much
 * longer, and whoever asks how a service is wants to hear of it before that.
 */
final class DatabaseHealth implements HealthIndicator, AutoCloseable {

    private static final Duration MOMENT = Duration.ofSeconds(3);

    private final JdbcTemplate jdbc;
    private final ExecutorService asking = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "database-health");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable Future<?> question;

    DatabaseHealth(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Health health() {
        try {
            ask().get(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
            return Health.up().build();
        } catch (TimeoutException e) {
            return down("PostgreSQL has not answered for " + MOMENT.toSeconds()
                    + " s: it is away, or all of this service's connections are in use");
        } catch (ExecutionException e) {
            return down(
                    String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return down("The question was broken off");
        }
    }

    /** Many who ask while there is no answer ask one question. */
    private synchronized Future<?> ask() {
        Future<?> asked = question;
        if (asked == null || asked.isDone()) {
            asked = asking.submit(() -> jdbc.execute("select 1"));
            question = asked;
        }
        return asked;
    }

    private static Health down(String detail) {
        return Health.down().withDetail("detail", detail).build();
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
