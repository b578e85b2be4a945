package dev.cairn.platform.relay;

import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.eventstore.Place;
import dev.cairn.platform.eventstore.StoredEvent;
import dev.cairn.platform.eventstore.StoredEvents;
import dev.cairn.platform.relay.Positions.Position;
import dev.cairn.platform.relay.TopicTails.Tail;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events back that are on the topics and not in the store: a replica had taken over that had not seen them, or the
 * database's files come from an older copy. Only where the store can have lost them, and nothing else
 * can have happened in their place.
 */
final class TakeBack {

    private static final Logger log = LoggerFactory.getLogger(TakeBack.class);

    private final LastComparison comparison;
    private final LostEvents lost;
    private final StoredEvents store;
    private final EventStore eventStore;

    TakeBack(LastComparison comparison, LostEvents lost, StoredEvents store, EventStore eventStore) {
        this.comparison = comparison;
        this.lost = lost;
        this.store = store;
        this.eventStore = eventStore;
    }

    /**
     * @return how many events were taken back
     * @throws Diverged when the store cannot have lost anything, or went another way after what it shares with the topics
     */
    long takeBack(
            Map<TopicPartition, Tail> tails,
            Map<TopicPartition, StoredEvent> newest,
            Optional<Position> position,
            Partitions partitions) {
        Map<TopicPartition, TopicReader.Stretch> unknown = new HashMap<>();
        tails.forEach((partition, tail) -> {
            if (tail.unknown() != null) {
                unknown.put(partition, tail.unknown());
            }
        });
        Place sent = position.map(Position::place)
                .orElseThrow(() -> new Diverged("The topics have events and this database has never had any of them ("
                        + unknown.keySet() + "): if it takes the place of one that was lost, run restore; if not, give"
                        + " this service topics of its own"));
        requireLossPossible(unknown.keySet());
        requireNoOtherWay(tails, newest, sent, partitions);
        log.warn("The topics have events that the event store lacks, in {}; they are taken back", unknown.keySet());
        long count = lost.putBack(unknown, eventStore::putBack);
        log.warn("{} events were taken back into the event store and its views", count);
        return count;
    }

    /** Whatever is acknowledged survives, but for a replica that takes over, an older copy, or a dump. */
    private void requireLossPossible(Set<TopicPartition> unknown) {
        if (comparison.speaksForTheStore()) {
            throw Diverged.foreign(unknown);
        }
    }

    /** The store must end, in each of these partitions, with the event after which the unknown ones come. */
    private void requireNoOtherWay(
            Map<TopicPartition, Tail> tails,
            Map<TopicPartition, StoredEvent> newest,
            Place sent,
            Partitions partitions) {
        newest.values().forEach(event -> requireNotAfter(tails, event, partitions));
        for (var batch : store.batchesAfter(sent)) {
            batch.forEach(event -> requireNotAfter(tails, event, partitions));
        }
    }

    private static void requireNotAfter(Map<TopicPartition, Tail> tails, StoredEvent stored, Partitions partitions) {
        TopicPartition partition =
                partitions.of(stored.event().topic(), stored.event().key());
        Tail tail = tails.get(partition);
        if (tail == null || tail.unknown() == null) {
            return;
        }
        Place shared = tail.known() == null ? Place.BEGINNING : tail.known();
        if (stored.place().isAfter(shared)) {
            throw Diverged.wentDifferentWays(
                    partition + " goes on with other events where the store has " + Takeover.name(stored.event()));
        }
    }
}
