package dev.cairn.platform.relay;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.eventstore.Place;
import dev.cairn.platform.eventstore.StoredEvent;
import dev.cairn.platform.eventstore.StoredEvents;
import dev.cairn.platform.relay.Positions.Position;
import dev.cairn.platform.relay.TopicTails.Tail;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The comparison with which a relay begins: position, store and topics' tails, and PostgreSQL's system identifier. It ends
 * with knowing up to where each partition has what the store has, or in {@link Diverged}.
 */
final class Takeover {

    private static final Logger log = LoggerFactory.getLogger(Takeover.class);

    private final RelaySession session;
    private final StoredEvents store;
    private final Positions positions;
    private final TopicTails tails;
    private final TakeBack takeBack;

    Takeover(RelaySession session, StoredEvents store, Positions positions, TopicTails tails, TakeBack takeBack) {
        this.session = session;
        this.store = store;
        this.positions = positions;
        this.tails = tails;
        this.takeBack = takeBack;
    }

    /**
     * @param epoch by which the position may be moved from now on
     * @param takenBack how many events the store had lost and has again
     */
    record Begun(Sent sent, long epoch, List<TopicPartition> beheaded, long takenBack) {}

    /** @throws Diverged when store and topics cannot be brought together without a decision */
    Begun begin(Partitions partitions) {
        String cluster = session.cluster();
        Optional<Position> position = positions.find();
        positions.requireUsable(cluster);
        Map<TopicPartition, StoredEvent> newest = newest();
        Map<TopicPartition, Tail> found = tails.read(partitions.all().toList());
        long takenBack = 0;
        if (found.values().stream().anyMatch(tail -> tail.unknown() != null)) {
            takenBack = takeBack.takeBack(found, newest, position, partitions);
            found = tails.read(partitions.all().toList());
        }
        Place remembered = position.map(Position::place).orElse(Place.BEGINNING);
        Sent sent = new Sent(partitions, places(found, newest, remembered), ends(found));
        long epoch = positions.begin(sent.complete(), cluster);
        session.lastComparison().passed();
        return new Begun(sent, epoch, beheaded(found), takenBack);
    }

    private Map<TopicPartition, StoredEvent> newest() {
        Map<TopicPartition, UUID> ids = positions.newest();
        Map<UUID, StoredEvent> stored = ids.isEmpty() ? Map.of() : store.find(ids.values());
        Map<TopicPartition, StoredEvent> newest = new HashMap<>();
        ids.forEach((partition, id) -> {
            StoredEvent event = stored.get(id);
            if (event == null) {
                throw new Diverged("The event store has lost events that were sent already, among them " + id + " of "
                        + partition + ": run restore, which puts them back from the topics");
            }
            newest.put(partition, event);
        });
        return newest;
    }

    private static Map<TopicPartition, Place> places(
            Map<TopicPartition, Tail> tails, Map<TopicPartition, StoredEvent> newest, Place remembered) {
        Map<TopicPartition, Place> places = new HashMap<>();
        tails.forEach((partition, tail) -> {
            StoredEvent last = newest.get(partition);
            Place there = tail.known() == null ? Place.BEGINNING : tail.known();
            boolean behind = last != null && last.place().isAfter(there);
            if (behind) {
                log.warn(
                        "{} lacks events that were sent to it, up to {}; they are sent again", partition, last.event());
            }
            places.put(partition, behind ? there : Place.later(there, remembered));
        });
        return places;
    }

    private static Map<TopicPartition, Long> ends(Map<TopicPartition, Tail> tails) {
        return tails.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, tail -> tail.getValue().whole().to()));
    }

    private static List<TopicPartition> beheaded(Map<TopicPartition, Tail> tails) {
        return tails.entrySet().stream()
                .filter(entry -> entry.getValue().beheaded())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Names an event for a message. */
    static String name(RecordedEvent event) {
        return event + " (" + event.headers().id() + ")";
    }
}
