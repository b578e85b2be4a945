package dev.cairn.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.cloudevents.KafkaEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events may have 4 MiB, and a service little memory: what is read at once is bounded by its size too. */
class LargeEventsTest {

    private static final int MEGABYTE = 1024 * 1024;

    private RelayedService service;

    @BeforeEach
    void make() {
        service = RelayedService.make();
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void lostOnesAreTakenFromTheTopicsInBatchesThatFitIntoMemory() {
        List<RecordedEvent> events =
                IntStream.range(0, 30).mapToObj(this::large).toList();
        send(events);
        List<Integer> sizes = new ArrayList<>();
        List<RecordedEvent> back = new ArrayList<>();

        new LostEvents(service.kafka(), service.jdbc())
                .putBack(TopicReader.whole(service.kafka(), partitions()), batch -> {
                    service.store(batch.toArray(RecordedEvent[]::new));
                    sizes.add(batch.size());
                    back.addAll(batch);
                });

        assertThat(sizes).allSatisfy(size -> assertThat(size).isBetween(1, 9));
        assertThat(back).containsExactlyElementsOf(events);
    }

    @Test
    void aTakeoverReadsThemALittleAtATime() {
        List<RecordedEvent> events =
                IntStream.range(0, 30).mapToObj(this::large).toList();
        send(events);
        List<RecordedEvent> read = new ArrayList<>();

        try (var reader = new TopicReader(service.kafka(), TopicReader.whole(service.kafka(), partitions()))) {
            TopicPartition partition = partitionOf(events.get(0));
            for (var some = reader.some(partition); !some.isEmpty(); some = reader.some(partition)) {
                assertThat(some).hasSizeBetween(1, 9);
                some.forEach(record -> read.add(KafkaEvents.fromRecord(record)));
            }
        }

        assertThat(read).containsExactlyElementsOf(events);
    }

    @Test
    void areSentAndFoundAgainAtTheNextTakeover() {
        IntStream.range(0, 30).forEach(sequence -> service.store(large(sequence)));
        service.start();
        service.awaitSent();
        service.close();

        service.start();
        service.awaitSent();

        assertThat(service.published()).isEqualTo(service.expected());
    }

    private RecordedEvent large(int sequence) {
        RecordedEvent event = service.event("large", sequence);
        return new RecordedEvent(event.topic(), event.key(), event.headers(), new byte[MEGABYTE]);
    }

    private void send(List<RecordedEvent> events) {
        try (var producer = service.kafka().producer(service.topics.writer())) {
            producer.initTransactions();
            producer.beginTransaction();
            events.forEach(event -> producer.send(KafkaEvents.toRecord(event)));
            producer.commitTransaction();
        }
        new OpenTransactions(service.kafka()).awaitDecided(partitions());
    }

    private List<TopicPartition> partitions() {
        return service.topics.names().stream()
                .flatMap(topic -> IntStream.range(0, RelayedService.PARTITIONS)
                        .mapToObj(partition -> new TopicPartition(topic, partition)))
                .toList();
    }

    private TopicPartition partitionOf(RecordedEvent event) {
        return new Partitions(Map.of(event.topic(), RelayedService.PARTITIONS)).of(event.topic(), event.key());
    }
}
