package dev.cairn.platform.relay;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.eventstore.Place;
import dev.cairn.platform.eventstore.StoredEvent;
import dev.cairn.platform.eventstore.StoredEvents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Where topics and store meet: read backwards from each partition's end to the newest event that the store has too. */
final class TopicTails {

    private static final int FIRST_STEP = 16;
    private static final int LONGEST_STEP = 4_096;

    private final KafkaClients kafka;
    private final StoredEvents store;

    TopicTails(KafkaClients kafka, StoredEvents store) {
        this.kafka = kafka;
        this.store = store;
    }

    /**
     * @param whole what the partition has
     * @param known where the store has the newest event that it has too; absent when it has none of them
     * @param unknown what comes after it; absent when nothing does
     */
    record Tail(TopicReader.Stretch whole, @Nullable Place known, TopicReader.@Nullable Stretch unknown) {

        /** Events were taken away from its beginning, and some are left. */
        boolean beheaded() {
            return whole.from() > 0 && (known != null || unknown != null);
        }
    }

    /** @throws Diverged where topic and store have different content under one identifier */
    Map<TopicPartition, Tail> read(Collection<TopicPartition> partitions) {
        new OpenTransactions(kafka).awaitDecided(partitions);
        Map<TopicPartition, TopicReader.Stretch> whole = TopicReader.whole(kafka, partitions);
        Map<TopicPartition, Tail> tails = new HashMap<>();
        List<Search> open = new ArrayList<>();
        whole.forEach((partition, stretch) -> open.add(new Search(partition, stretch)));
        for (int step = FIRST_STEP; !open.isEmpty(); step = Math.min(step * 4, LONGEST_STEP)) {
            stepBack(open, step);
            open.stream().filter(Search::over).forEach(search -> tails.put(search.partition, search.tail()));
            open.removeIf(Search::over);
        }
        return tails;
    }

    private void stepBack(List<Search> open, int step) {
        Map<TopicPartition, TopicReader.Stretch> stretches = new HashMap<>();
        open.forEach(search -> stretches.put(search.partition, search.before(step)));
        try (var reader = new TopicReader(kafka, stretches)) {
            open.forEach(search -> search.look(reader, store, stretches.get(search.partition)));
        }
    }

    /** One partition's way back. */
    private static final class Search {
        private final TopicPartition partition;
        private final TopicReader.Stretch whole;
        private long reached;
        private @Nullable Place known;
        private @Nullable Long firstUnknown;

        Search(TopicPartition partition, TopicReader.Stretch whole) {
            this.partition = partition;
            this.whole = whole;
            this.reached = whole.to();
        }

        TopicReader.Stretch before(int step) {
            return new TopicReader.Stretch(Math.max(whole.from(), reached - step), reached);
        }

        /** Goes through what the reader has of the partition, a little at a time: its records may be large. */
        void look(TopicReader reader, StoredEvents store, TopicReader.Stretch looked) {
            StoredEvent last = null;
            ConsumerRecord<String, byte[]> shared = null;
            Long unknown = null;
            for (var some = reader.some(partition); !some.isEmpty(); some = reader.some(partition)) {
                Map<UUID, StoredEvent> stored = stored(some, store);
                for (var record : some) {
                    StoredEvent same =
                            stored.get(LostEvents.event(record).headers().id());
                    if (same != null) {
                        last = same;
                        shared = record;
                        unknown = null;
                    } else if (unknown == null) {
                        unknown = record.offset();
                    }
                }
            }
            if (last != null && shared != null) {
                requireSame(last, shared);
                known = last.place();
            }
            firstUnknown = unknown == null ? firstUnknown : unknown;
            reached = looked.from();
        }

        private void requireSame(StoredEvent stored, ConsumerRecord<String, byte[]> record) {
            RecordedEvent event = LostEvents.event(record);
            if (!stored.event().equals(event)) {
                throw Diverged.differIn(event, partition, record.offset());
            }
        }

        private static Map<UUID, StoredEvent> stored(List<ConsumerRecord<String, byte[]>> records, StoredEvents store) {
            return store.find(records.stream()
                    .map(record -> LostEvents.event(record).headers().id())
                    .toList());
        }

        boolean over() {
            return known != null || reached <= whole.from();
        }

        Tail tail() {
            return new Tail(
                    whole, known, firstUnknown == null ? null : new TopicReader.Stretch(firstUnknown, whole.to()));
        }
    }
}
