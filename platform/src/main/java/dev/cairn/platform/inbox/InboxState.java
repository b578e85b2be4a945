package dev.cairn.platform.inbox;

import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the inbox is doing, for health, for the meters, and for the log, which hears of each change once. */
final class InboxState {

    private static final Logger log = LoggerFactory.getLogger(InboxState.class);

    /** How it stands with the inbox. */
    enum Phase {
        STARTING,
        READING,
        /** Another process of this service reads. */
        STANDING_BY,
        /** PostgreSQL or Kafka is away, or the views were exchanged; it tries again. */
        RETRYING,
        /** Its thread has ended; the process has to be started again. */
        STOPPED
    }

    private volatile Phase phase = Phase.STARTING;
    private volatile String detail = "the inbox is starting";
    private volatile OptionalLong lag = OptionalLong.empty();

    Phase phase() {
        return phase;
    }

    boolean takesNothingIn() {
        return phase == Phase.RETRYING || phase == Phase.STOPPED;
    }

    /** One sentence. */
    String detail() {
        return detail;
    }

    /** Records not taken in yet; empty while nobody knows, or another process reads. */
    OptionalLong lag() {
        return lag;
    }

    void reading(OptionalLong lag) {
        become(Phase.READING, "the inbox reads");
        this.lag = lag;
    }

    /** Called by the inbox's thread alone. */
    void become(Phase next, String sentence) {
        boolean changed = next != phase || (next == Phase.RETRYING && !sentence.equals(detail));
        phase = next;
        detail = sentence;
        lag = OptionalLong.empty();
        if (next == Phase.STOPPED) {
            log.error("{}", sentence);
        } else if (changed && next == Phase.RETRYING) {
            log.warn("{}", sentence);
        } else if (changed) {
            log.info("{}", sentence);
        }
    }
}
