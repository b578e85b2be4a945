package dev.cairn.platform.access;

import dev.cairn.events.access.AccessEvent.RefusalsCounted;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.eventstore.EventStore;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;

/** Refusals as sums: put on the log once a minute, when there were any. */
class RefusalCounts implements DisposableBean {

    private final EventStore store;
    private final String service;
    private final Clock clock;
    private final Map<String, Long> counts = new HashMap<>();
    private volatile Instant since;

    RefusalCounts(EventStore store, String service, Clock clock) {
        this.store = store;
        this.service = service;
        this.clock = clock;
        this.since = clock.instant();
    }

    synchronized void add(String code) {
        counts.merge(code, 1L, Long::sum);
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void record() {
        Instant now = clock.instant();
        Map<String, Long> sums = take();
        if (!sums.isEmpty()) {
            append(sums, now);
        }
        since = now;
    }

    /** Outside the lock: whoever is refused must not wait for the database. What could not be stored is counted on. */
    private void append(Map<String, Long> sums, Instant now) {
        try {
            store.append(new RefusalsCounted(UUID.randomUUID(), since, now, sums), Cause.ofService(service));
        } catch (RuntimeException e) {
            putBack(sums);
            throw e;
        }
    }

    private synchronized Map<String, Long> take() {
        Map<String, Long> sums = new TreeMap<>(counts);
        counts.clear();
        return sums;
    }

    private synchronized void putBack(Map<String, Long> sums) {
        sums.forEach((code, count) -> counts.merge(code, count, Long::sum));
    }

    /** Those of the last moments. */
    @Override
    public void destroy() {
        record();
    }
}
