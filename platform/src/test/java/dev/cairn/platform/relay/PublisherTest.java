package dev.cairn.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.ModelName;
import dev.cairn.platform.eventstore.Place;
import dev.cairn.platform.eventstore.StoredEvent;
import dev.cairn.platform.tracing.EventSpans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class PublisherTest {

    private static final String TOPIC = "cairn.registry";

    /** As one whose own limits are an hour away, since the clock was put back by as much. */
    @Test
    void doesNotWaitForAProducerThatNeitherSendsNorGivesUp() {
        var producer = new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        try (var publisher = new Publisher(producer, Duration.ofMillis(50), EventSpans.none())) {
            var sent = new Sent(new Partitions(Map.of(TOPIC, 1)), Map.of(), Map.of());

            assertThatThrownBy(() -> publisher.send(List.of(event()), sent, () -> "read ahead"))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("has not answered");
        }
        assertThat(producer.uncommittedRecords()).hasSize(1);
        assertThat(producer.commitCount()).isZero();
    }

    private static StoredEvent event() {
        var described = new ModelDescribed(new ModelName("fraud"), "A change");
        var headers = new EventHeaders(
                UUID.randomUUID(),
                "/cairn/registry",
                "ModelDescribed",
                described.stream(),
                Instant.EPOCH,
                "https://cairn.dev/schemas/ModelDescribed.json",
                Actor.of("https://id.example#mia"),
                null,
                "correlation",
                null,
                0,
                "00".repeat(16),
                null);
        return new StoredEvent(
                new Place(1, 1), new RecordedEvent(TOPIC, described.key(), headers, EventCodec.write(described)));
    }
}
