package dev.cairn.platform.relay;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.eventstore.Place;
import dev.cairn.platform.eventstore.StoredEvent;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Up to where each partition has what the store has; a comparison finds it, sending moves it on. */
final class Sent {

    private final Partitions partitions;
    private final Map<TopicPartition, Place> places;
    private final Map<TopicPartition, Long> ends;

    /**
     * @param places of the last event that each partition has too
     * @param ends offset behind the last record that each partition had then
     */
    Sent(Partitions partitions, Map<TopicPartition, Place> places, Map<TopicPartition, Long> ends) {
        this.partitions = partitions;
        this.places = new HashMap<>(places);
        this.ends = new HashMap<>(ends);
    }

    /** Everything at or before it is on the topics. */
    Place complete() {
        return places.values().stream().min(Place::compareTo).orElse(Place.BEGINNING);
    }

    boolean lacks(StoredEvent stored) {
        return stored.place().isAfter(places.getOrDefault(partition(stored.event()), Place.BEGINNING));
    }

    TopicPartition partition(RecordedEvent event) {
        return partitions.of(event.topic(), event.key());
    }

    /**
     * A record was given this offset.
     *
     * @throws KafkaException when the partition had records there already: then it is another one by now, or was cut, and
     *     lacks what came before
     */
    void appended(TopicPartition partition, long offset) {
        long end = ends.getOrDefault(partition, 0L);
        if (offset < end) {
            throw new KafkaException(partition + " ended at offset " + end + " and goes on at " + offset
                    + ": the topic was made anew, or cut at its end");
        }
        ends.put(partition, offset + 1);
    }
}
