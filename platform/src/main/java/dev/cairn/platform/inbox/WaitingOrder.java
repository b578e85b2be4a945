package dev.cairn.platform.inbox;

import dev.cairn.platform.inbox.Arrived.Stream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The order in which waiting records are taken in: that of their arrival, but each stream's among themselves by sequence. An
 * event that was missing arrives after those it belongs before.
 */
final class WaitingOrder {

    private WaitingOrder() {}

    static List<Arrived> of(List<Arrived> arrivals) {
        Map<Stream, List<Arrived>> streams = new HashMap<>();
        for (Arrived arrived : arrivals) {
            Stream stream = arrived.stream();
            if (stream != null) {
                streams.computeIfAbsent(stream, it -> new ArrayList<>()).add(arrived);
            }
        }
        Map<Stream, Iterator<Arrived>> bySequence = new HashMap<>();
        streams.forEach((stream, events) -> {
            events.sort(Comparator.comparingLong(WaitingOrder::sequence));
            bySequence.put(stream, events.iterator());
        });
        return arrivals.stream()
                .map(arrived -> arrived.stream() == null
                        ? arrived
                        : Objects.requireNonNull(bySequence.get(arrived.stream()))
                                .next())
                .toList();
    }

    private static long sequence(Arrived arrived) {
        return Objects.requireNonNull(arrived.event()).headers().sequence();
    }
}
