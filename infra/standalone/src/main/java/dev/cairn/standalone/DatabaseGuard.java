package dev.cairn.standalone;

import dev.cairn.embedded.EmbeddedDatabase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts PostgreSQL again when its process dies; requests wait or are answered 503 meanwhile. One that does not come back,
 * or dies again and again, is given up.
 */
final class DatabaseGuard implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DatabaseGuard.class);
    private static final Duration LOOK = Duration.ofMillis(100);

    /** A server that lived so long did not die of its start. */
    private static final Duration SOUND = Duration.ofSeconds(10);

    private static final int ATTEMPTS = 3;

    private final EmbeddedDatabase postgres;
    private final Consumer<String> hopeless;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "database-guard");

    /** @param hopeless told in one sentence why PostgreSQL was given up */
    private DatabaseGuard(EmbeddedDatabase postgres, Consumer<String> hopeless) {
        this.postgres = postgres;
        this.hopeless = hopeless;
    }

    static DatabaseGuard over(EmbeddedDatabase postgres, Consumer<String> hopeless) {
        var guard = new DatabaseGuard(postgres, hopeless);
        guard.thread.start();
        return guard;
    }

    private void run() {
        int died = 0;
        long begun = System.nanoTime();
        while (!isClosed()) {
            if (postgres.alive()) {
                continue;
            }
            died = System.nanoTime() - begun > SOUND.toNanos() ? 1 : died + 1;
            if (died > ATTEMPTS) {
                hopeless.accept("PostgreSQL died " + died + " times within moments of its start");
                return;
            }
            log.warn("PostgreSQL (process {}) died; starting it again", postgres.processId());
            try {
                postgres.restart();
            } catch (RuntimeException e) {
                hopeless.accept(String.valueOf(e.getMessage()));
                return;
            }
            log.warn("PostgreSQL runs again, as process {}; nothing that was answered is lost", postgres.processId());
            begun = System.nanoTime();
        }
    }

    private boolean isClosed() {
        try {
            return closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "the guard of PostgreSQL";
    }
}
