package dev.cairn.platform.relay;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.eventstore.Place;
import dev.cairn.platform.eventstore.StoredEvent;
import dev.cairn.platform.relay.TopicReader.Stretch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares topics and store from their beginnings: of a partition and the store's events of that partition, in the order of
 * commits, one must be the beginning of the other. What it is longer by, the other has lost.
 */
final class WholeComparison {

    private final KafkaClients kafka;
    private final Partitions partitions;

    WholeComparison(KafkaClients kafka, Partitions partitions) {
        this.kafka = kafka;
        this.partitions = partitions;
    }

    /**
     * @param sent up to where each partition has what the store has
     * @param unsent how many events the store has and the topics lack
     * @param unstored where the topics have events that the store lacks
     */
    record Compared(Sent sent, long unsent, Map<TopicPartition, Stretch> unstored) {}

    /**
     * @param store all of its events, batch by batch
     * @throws Diverged when neither is the beginning of the other
     */
    Compared compare(Iterable<List<StoredEvent>> store, Progress progress) throws InterruptedException {
        Map<TopicPartition, Stretch> whole =
                TopicReader.whole(kafka, partitions.all().toList());
        try (var reader = new TopicReader(kafka, whole)) {
            var walk = new Walk(reader, whole);
            for (List<StoredEvent> batch : store) {
                batch.forEach(walk::meet);
                progress.advance(batch.size());
                if (Thread.interrupted()) {
                    throw new InterruptedException("Comparing topics and store was interrupted");
                }
            }
            return new Compared(walk.sent(), walk.unsent, walk.unstored());
        }
    }

    /** Through the store, and through each partition beside it. */
    private final class Walk {
        private final TopicReader reader;
        private final Map<TopicPartition, Stretch> whole;
        private final Map<TopicPartition, Place> shared = new HashMap<>();
        private final Set<TopicPartition> ended = new HashSet<>();
        private Place place = Place.BEGINNING;
        private long unsent;

        Walk(TopicReader reader, Map<TopicPartition, Stretch> whole) {
            this.reader = reader;
            this.whole = whole;
        }

        void meet(StoredEvent stored) {
            TopicPartition partition =
                    partitions.of(stored.event().topic(), stored.event().key());
            ConsumerRecord<String, byte[]> record = ended.contains(partition) ? null : reader.next(partition);
            if (record == null) {
                ended.add(partition);
                unsent++;
            } else {
                requireSame(partition, record, stored.event());
                shared.put(partition, stored.place());
            }
            place = stored.place();
        }

        private void requireSame(
                TopicPartition partition, ConsumerRecord<String, byte[]> record, RecordedEvent stored) {
            RecordedEvent event = LostEvents.event(record);
            if (event.equals(stored)) {
                return;
            }
            if (event.headers().id().equals(stored.headers().id())) {
                throw Diverged.differIn(event, partition, record.offset());
            }
            String found = partition + " has " + Takeover.name(event) + " at offset " + record.offset()
                    + " where the store has " + Takeover.name(stored);
            if (!shared.containsKey(partition) && whole.get(partition).from() > 0) {
                throw new Diverged("Events were taken away from the beginning of a topic: " + found
                        + ". Make the topic anew and run republish");
            }
            throw Diverged.wentDifferentWays(found);
        }

        /** Where a partition lacks nothing, everything gone through counts as sent. */
        Sent sent() {
            Map<TopicPartition, Place> places = new HashMap<>();
            Map<TopicPartition, Long> ends = new HashMap<>();
            whole.forEach((partition, stretch) -> {
                places.put(
                        partition, ended.contains(partition) ? shared.getOrDefault(partition, Place.BEGINNING) : place);
                ends.put(partition, stretch.to());
            });
            return new Sent(partitions, places, ends);
        }

        Map<TopicPartition, Stretch> unstored() {
            Map<TopicPartition, Stretch> unstored = new HashMap<>();
            whole.forEach((partition, stretch) -> {
                ConsumerRecord<String, byte[]> next = reader.peek(partition);
                if (next != null) {
                    unstored.put(partition, new Stretch(next.offset(), stretch.to()));
                }
            });
            return unstored;
        }
    }
}
