package dev.cairn.platform.access;

import dev.cairn.events.types.Actor;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many refusals of one actor are recorded one by one in a minute. */
final class RefusalRate {

    /** Actors remembered at once; beyond it the one refused longest ago is forgotten. */
    private static final int ACTORS = 10_000;

    private final int perMinute;
    private final Clock clock;
    private final Map<Actor, int[]> used = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Actor, int[]> eldest) {
            return size() > ACTORS;
        }
    };
    private long minute;

    RefusalRate(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    synchronized boolean allows(Actor actor) {
        long now = clock.millis() / 60_000;
        if (now != minute) {
            used.clear();
            minute = now;
        }
        return ++used.computeIfAbsent(actor, unused -> new int[1])[0] <= perMinute;
    }
}
