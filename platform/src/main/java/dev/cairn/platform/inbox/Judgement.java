package dev.cairn.platform.inbox;

import dev.cairn.platform.inbox.Arrived.Stream;
import dev.cairn.platform.inbox.Arrived.TopicKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides, record by record, what is new, what is repeated and what has to wait. The sequence within the stream decides;
 * offsets, partitions and batches play no part, so no redelivery can double or lose an effect.
 */
final class Judgement {

    enum Verdict {
        /** Its effect is there, or was given up with a later event of its stream. */
        REPEATED,
        /** An operator gave it up: it counts as taken in, without effect. */
        GIVEN_UP,
        /** Its key is parked. */
        WAITS,
        /** It parks its key, see {@link #reason}. */
        PARKS,
        /** Its effect comes next. */
        READY
    }

    private final Map<Stream, Long> last;
    private final Set<TopicKey> parked;
    private final Set<UUID> givenUp;
    private final Map<Stream, Long> advanced = new LinkedHashMap<>();

    /**
     * @param last sequence of the last event taken in, by stream
     * @param parked the keys that wait
     * @param givenUp ids of discarded events
     */
    Judgement(Map<Stream, Long> last, Set<TopicKey> parked, Set<UUID> givenUp) {
        this.last = new HashMap<>(last);
        this.parked = new HashSet<>(parked);
        this.givenUp = givenUp;
    }

    Verdict of(Arrived arrived) {
        if (arrived.event() != null && sequence(arrived) < next(arrived)) {
            return Verdict.REPEATED;
        }
        if (parked.contains(arrived.key())) {
            return Verdict.WAITS;
        }
        if (givenUp.contains(arrived.id())) {
            return Verdict.GIVEN_UP;
        }
        return reason(arrived) == null ? Verdict.READY : Verdict.PARKS;
    }

    /** Why the record cannot be taken in, in one sentence for the operator; absent when it can. */
    @Nullable
    String reason(Arrived arrived) {
        if (arrived.event() != null && sequence(arrived) > next(arrived)) {
            return "Stream " + arrived.event().headers().subject() + " lacks sequence " + next(arrived)
                    + (sequence(arrived) - 1 > next(arrived) ? " to " + (sequence(arrived) - 1) : "")
                    + "; have the service that owns the topic republish it, then retry";
        }
        return arrived.fault();
    }

    /** The record was taken in, or given up: its stream goes on after it. */
    void advance(Arrived arrived) {
        Stream stream = arrived.stream();
        if (stream != null) {
            last.put(stream, sequence(arrived));
            advanced.put(stream, sequence(arrived));
        }
    }

    void park(TopicKey key) {
        parked.add(key);
    }

    /** The streams that went on, each with the sequence of its last event. */
    Map<Stream, Long> advanced() {
        return advanced;
    }

    private static long sequence(Arrived arrived) {
        return Objects.requireNonNull(arrived.event()).headers().sequence();
    }

    private long next(Arrived arrived) {
        return last.getOrDefault(Objects.requireNonNull(arrived.stream()), -1L) + 1;
    }
}
