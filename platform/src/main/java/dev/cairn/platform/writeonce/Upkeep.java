package dev.cairn.platform.writeonce;

import dev.cairn.platform.writeonce.WriteOnceStore.Enforcement;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sweeps the store and asks what it enforces, at start and at intervals, beside the service's work: a store that is away
 * keeps no service from starting.
 */
final class Upkeep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final Duration LAST_WORK = Duration.ofSeconds(10);

    /** What was said last of each store: services that share a process and a store say it once. */
    private static final Map<String, Enforcement> SAID = new ConcurrentHashMap<>();

    private final WriteOnceStore store;
    private final WriteOnceProperties properties;
    private final InstantSource clock;
    private final StoreMeters meters;

    private @Nullable ScheduledExecutorService thread;

    /** Why the last attempt at each work failed, of those that failed. */
    private final Map<String, String> faults = new ConcurrentHashMap<>();

    Upkeep(WriteOnceStore store, WriteOnceProperties properties, InstantSource clock, StoreMeters meters) {
        this.store = store;
        this.properties = properties;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(work -> {
            var daemon = new Thread(work, "write-once-upkeep");
            daemon.setDaemon(true);
            return daemon;
        });
        thread = started;
        repeat(started, "probe", this::probe, properties.probeEvery());
        repeat(started, "sweep", this::sweep, properties.sweepEvery());
    }

    private void repeat(ScheduledExecutorService on, String name, Task task, Duration interval) {
        on.execute(() -> {
            Duration next = attempted(name, task) || interval.compareTo(RETRY) < 0 ? interval : RETRY;
            if (!on.isShutdown()) {
                on.schedule(() -> repeat(on, name, task, interval), next.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    private boolean attempted(String name, Task task) {
        try {
            task.run();
            faults.remove(name);
            return true;
        } catch (IOException | RuntimeException e) {
            faults.put(name, e.toString());
            meters.failed();
            log.warn("The {} of the write-once store ({}) failed; tried again soon", name, store, e);
            return false;
        }
    }

    private void probe() throws IOException {
        Enforcement now = store.probe();
        if (SAID.put(store.toString(), now) == now) {
            return;
        }
        if (now == Enforcement.STORAGE_ENFORCED) {
            log.info("The write-once store ({}) is {}: it refused to change a locked object", store, now);
        } else {
            log.warn(
                    "The write-once store ({}) is {}: it let a locked object go, so changes are found by digest, not prevented",
                    store,
                    now);
        }
    }

    private void sweep() throws IOException {
        int swept = store.sweep(clock.instant().minus(properties.sweepAfter()));
        meters.swept(swept);
        if (swept > 0) {
            log.info("Removed {} blobs and uploads that nobody relied on from the write-once store ({})", swept, store);
        }
    }

    /** Why the last probe, the last sweep or both failed; absent when neither did. */
    @Nullable
    String fault() {
        String all = faults.entrySet().stream()
                .map(fault -> "The " + fault.getKey() + " failed: " + fault.getValue())
                .sorted()
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? null : all;
    }

    /** Waits for what runs, so that the store is not closed under its hands. */
    @Override
    public synchronized void stop() {
        if (thread == null) {
            return;
        }
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(LAST_WORK.toSeconds(), TimeUnit.SECONDS)) {
                log.warn(
                        "The write-once store ({}) was still being swept or probed after {}; not waited for",
                        store,
                        LAST_WORK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    @FunctionalInterface
    private interface Task {
        void run() throws IOException;
    }
}
