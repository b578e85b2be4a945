package dev.cairn.platform.relay;

import dev.cairn.platform.eventstore.Place;
import dev.cairn.platform.eventstore.StoredEvent;
import dev.cairn.platform.eventstore.StoredEvents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** Sends, batch by batch, what is stored and not sent, and remembers how far it has come. */
final class Sender {

    private final StoredEvents store;
    private final Positions positions;
    private final Publisher publisher;
    private final Sent sent;
    private final long epoch;
    private Place place;

    /** The batch after the last one, when that was full: read while the broker took in the one before. */
    private List<StoredEvent> ahead = List.of();

    /** @param epoch by which the position may be moved */
    Sender(StoredEvents store, Positions positions, Publisher publisher, Sent sent, long epoch) {
        this.store = store;
        this.positions = positions;
        this.publisher = publisher;
        this.sent = sent;
        this.epoch = epoch;
        this.place = sent.complete();
    }

    /**
     * Goes through the next batch.
     *
     * @return those of it that its topics lacked; empty when there is no batch, since everything settled was sent
     */
    Optional<List<StoredEvent>> next() {
        List<StoredEvent> batch = ahead.isEmpty() ? store.after(place) : ahead;
        if (batch.isEmpty()) {
            return Optional.empty();
        }
        Place last = batch.get(batch.size() - 1).place();
        List<StoredEvent> missing = batch.stream().filter(sent::lacks).toList();
        Supplier<List<StoredEvent>> following = store.fills(batch) ? () -> store.after(last) : List::of;
        ahead = missing.isEmpty() ? following.get() : publisher.send(missing, sent, following);
        place = last;
        positions.save(place, epoch, newest(batch));
        return Optional.of(missing);
    }

    /** Whether the next batch is known already. */
    boolean hasMore() {
        return !ahead.isEmpty();
    }

    private Map<TopicPartition, UUID> newest(List<StoredEvent> batch) {
        Map<TopicPartition, UUID> newest = new HashMap<>();
        batch.forEach(stored -> newest.put(
                sent.partition(stored.event()), stored.event().headers().id()));
        return newest;
    }
}
