package dev.cairn.platform.duty;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.command.Write;
import dev.cairn.platform.command.WriteRefusal;
import dev.cairn.platform.command.Writes;
import dev.cairn.platform.duty.Duty.Due;
import dev.cairn.platform.problem.Refused;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what is due, each in a write of its own; what fails is postponed and holds nothing else up. */
final class DutyRound {

    private static final Logger log = LoggerFactory.getLogger(DutyRound.class);

    private static final int AT_ONCE = 100;
    private static final Sha256Digest NO_BODY = Sha256Digest.of(new byte[0]);

    private final Writes writes;
    private final Duty duty;
    private final Postponed postponed;
    private volatile boolean blind;
    private String waitsFor = "";

    /** @param retry pause before what failed is tried again */
    DutyRound(Writes writes, Duty duty, Duration retry) {
        this.writes = writes;
        this.duty = duty;
        this.postponed = new Postponed(retry);
    }

    String duty() {
        return duty.name();
    }

    /** How many failed at their last attempt; at least one where what is due could not even be looked up. */
    int failing() {
        return blind ? Math.max(1, postponed.count()) : postponed.count();
    }

    /** @return whether there may be more; not where the next round has to try again, because no write is accepted, for example */
    boolean run() {
        try {
            List<Due> due = duty.due(postponed.at(System.nanoTime()), AT_ONCE);
            due.forEach(this::act);
            postponed.counted();
            waitsFor = "";
            blind = false;
            return due.size() == AT_ONCE;
        } catch (Refused e) {
            tellOnce(e);
        } catch (RuntimeException e) {
            tellOnce(e);
            blind = true;
        }
        return false;
    }

    private void tellOnce(RuntimeException cause) {
        String reason = String.valueOf(cause.getMessage());
        if (!reason.equals(waitsFor)) {
            log.warn("{} wait and are tried again: {}", duty.name(), reason);
            log.debug("Why", cause);
            waitsFor = reason;
        }
    }

    private void act(Due due) {
        try {
            var write = new Write(due.cause(), due.lock(), "duty " + duty.name(), null, NO_BODY);
            writes.write(write, Boolean.class, () -> {
                due.act().run();
                return true;
            });
        } catch (RuntimeException e) {
            if (e instanceof Refused refused && refused.code() == WriteRefusal.WRITES_WAIT) {
                throw e;
            }
            postponed.add(due.id(), System.nanoTime());
            log.warn("{} {} of {} failed and is tried again", duty.name(), due.id(), due.lock(), e);
        }
    }
}
