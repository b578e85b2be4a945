package dev.cairn.standalone.histories;

import dev.cairn.standalone.histories.Call.Service;
import dev.cairn.standalone.histories.Landscape.Ear;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disturbs the services again and again, after so many steps of all clients; how fast the machine is does not matter. Few things
 * are held at a time, and not for long, so that most histories get far.
 */
final class Unrest {

    private static final Logger log = LoggerFactory.getLogger(Unrest.class);
    private static final int LONGEST_REST = 30;
    private static final int MOST_HELD = 2;

    /** Of so many disturbances one is a restart. */
    private static final int RARE = 40;

    private final Landscape landscape;
    private final Random random;
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong next = new AtomicLong(LONGEST_REST);
    private final AtomicInteger delays = new AtomicInteger();
    private final AtomicInteger restarts = new AtomicInteger();

    Unrest(Landscape landscape, long seed) {
        this.landscape = landscape;
        this.random = new Random(seed);
    }

    /** Whose step it is that makes the number full disturbs, while the other clients go on. */
    void stepped() {
        if (steps.incrementAndGet() < next.get()) {
            return;
        }
        synchronized (this) {
            if (steps.get() >= next.get()) {
                disturb();
                next.set(steps.get() + 1 + random.nextInt(LONGEST_REST));
            }
        }
    }

    private void disturb() {
        if (landscape.held() == MOST_HELD || landscape.held() > 0 && random.nextInt(3) > 0) {
            landscape.calm();
            return;
        }
        Service service = Service.values()[random.nextInt(Service.values().length)];
        if (random.nextInt(RARE) == 0) {
            restarts.incrementAndGet();
            log.info("{} is restarted", service);
            landscape.restart(service);
        } else {
            delays.incrementAndGet();
            landscape.hold(service, Ear.values()[random.nextInt(Ear.values().length)]);
        }
    }

    @Override
    public String toString() {
        return steps + " steps, " + delays + " delays, " + restarts + " restarts";
    }
}
