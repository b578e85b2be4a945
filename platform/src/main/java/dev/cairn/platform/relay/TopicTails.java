package dev.cairn.platform.relay;

import dev.cairn.events.RecordedEvent;
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
     * @param known the newest event that the store has too; absent when it has none of them
     * @param unknown what comes after it; absent when nothing does
     */
    record Tail(TopicReader.Stretch whole, @Nullable StoredEvent known, TopicReader.@Nullable Stretch unknown) {

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
        Map<Search, List<ConsumerRecord<String, byte[]>>> found = new HashMap<>();
        try (var reader = new TopicReader(kafka, stretches)) {
            open.forEach(search -> found.put(search, reader.rest(search.partition)));
        }
        List<UUID> ids = found.values().stream()
                .flatMap(List::stream)
                .map(record -> LostEvents.event(record).headers().id())
                .toList();
        Map<UUID, StoredEvent> stored = ids.isEmpty() ? Map.of() : store.find(ids);
        found.forEach((search, records) -> search.look(records, stored, stretches.get(search.partition)));
    }

    /** One partition's way back. */
    private static final class Search {
        private final TopicPartition partition;
        private final TopicReader.Stretch whole;
        private long reached;
        private @Nullable StoredEvent known;
        private @Nullable Long firstUnknown;

        Search(TopicPartition partition, TopicReader.Stretch whole) {
            this.partition = partition;
            this.whole = whole;
            this.reached = whole.to();
        }

        TopicReader.Stretch before(int step) {
            return new TopicReader.Stretch(Math.max(whole.from(), reached - step), reached);
        }

        void look(
                List<ConsumerRecord<String, byte[]>> records,
                Map<UUID, StoredEvent> stored,
                TopicReader.Stretch looked) {
            reached = looked.from();
            for (int i = records.size() - 1; i >= 0 && known == null; i--) {
                RecordedEvent event = LostEvents.event(records.get(i));
                known = stored.get(event.headers().id());
                if (known == null) {
                    firstUnknown = records.get(i).offset();
                } else if (!known.event().equals(event)) {
                    throw Diverged.differIn(event, partition, records.get(i).offset());
                }
            }
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
