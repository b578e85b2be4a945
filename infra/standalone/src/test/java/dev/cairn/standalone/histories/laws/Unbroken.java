package dev.cairn.standalone.histories.laws;

import dev.cairn.standalone.histories.laws.ModelHistory.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Every stream counts from 0 without a gap, no event comes twice, and whatever is named as a cause is there. */
final class Unbroken implements Law {

    @Override
    public List<String> broken(ModelHistory history) {
        List<String> broken = new ArrayList<>();
        Map<String, Long> next = new HashMap<>();
        Set<UUID> seen = new HashSet<>();
        for (Decision decision : history.all()) {
            long expected = next.getOrDefault(decision.headers().subject(), 0L);
            if (decision.headers().sequence() != expected) {
                broken.add(decision + " stands where " + expected + " was to come");
            }
            next.put(decision.headers().subject(), decision.headers().sequence() + 1);
            if (!seen.add(decision.headers().id())) {
                broken.add(decision + " is on the log twice");
            }
            if (decision.headers().causationId() != null
                    && history.cause(decision).isEmpty()) {
                broken.add(decision + " answers " + decision.headers().causationId() + ", which is not on the log");
            }
        }
        return broken;
    }
}
