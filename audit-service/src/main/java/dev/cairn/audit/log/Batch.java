package dev.cairn.audit.log;

import dev.cairn.events.audit.LogEvent.Finding;
import java.util.List;
import java.util.Map;

/**
 * What was read in one go.
 *
 * @param arrivals events, those of one partition in their order
 * @param findings what is wrong with the topics themselves
 * @param next for each partition that was read, the offset to go on from
 * @param more whether more was waiting when this was read
 */
record Batch(List<Arrival> arrivals, List<Finding> findings, Map<Slot, Long> next, boolean more) {

    boolean isEmpty() {
        return arrivals.isEmpty() && findings.isEmpty() && next.isEmpty();
    }
}
