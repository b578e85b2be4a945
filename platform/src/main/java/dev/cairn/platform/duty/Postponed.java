package dev.cairn.platform.duty;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What failed and is left alone for a while, so that everything else goes on. For one thread, but for the count. */
final class Postponed {

    private final Duration pause;
    private final Map<UUID, Long> since = new HashMap<>();
    private volatile int count;

    Postponed(Duration pause) {
        this.pause = pause;
    }

    /** @param now in nanoseconds, as of {@link System#nanoTime} */
    Set<UUID> at(long now) {
        since.values().removeIf(failed -> now - failed > pause.toNanos());
        return Set.copyOf(since.keySet());
    }

    void add(UUID id, long now) {
        since.put(id, now);
    }

    /** To be called when a round is over: what failed in it, or was still left alone. */
    void counted() {
        count = since.size();
    }

    int count() {
        return count;
    }
}
