package dev.cairn.platform.relay;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the relay is doing, for health and for the log, which hears of each change once. */
final class RelayState {

    private static final Logger log = LoggerFactory.getLogger(RelayState.class);

    /** How it stands with the relay. */
    enum Phase {
        STARTING,
        /** Another process of this service relays. */
        STANDING_BY,
        RELAYING,
        /** PostgreSQL or Kafka is away; it tries again. */
        RETRYING,
        /** Somebody has to decide something, or to start the process again. */
        STOPPED
    }

    /** @param detail one sentence */
    record Now(Phase phase, String detail) {
        @Override
        public String toString() {
            return detail;
        }
    }

    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile Now now = new Now(Phase.STARTING, "the relay is starting");

    Now now() {
        return now;
    }

    /** Called by the relay's thread alone. */
    void become(Phase phase, String detail) {
        Now before = now;
        now = new Now(phase, detail);
        decided.countDown();
        if (before.equals(now)) {
            return;
        }
        if (phase == Phase.STOPPED) {
            log.error("{}", detail);
        } else if (phase != before.phase()) {
            if (phase == Phase.RETRYING) {
                log.warn("{}", detail);
            } else {
                log.info("{}", detail);
            }
        }
    }

    /** Waits until the first attempt has ended one way or the other. */
    void awaitDecided(long seconds) throws InterruptedException {
        if (!decided.await(seconds, TimeUnit.SECONDS)) {
            log.warn("The relay has not compared the event store with its topics yet; writes wait for it");
        }
    }
}
