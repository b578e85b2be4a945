package dev.cairn.platform.inbox;

import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.EventTypes;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.ModelName;
import dev.cairn.platform.cloudevents.KafkaEvents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes events as another service would have published them. */
public final class Described {

    private Described() {}

    /** The event at {@code sequence} of stream {@code stream}, under the key {@code model:<model>}. */
    public static RecordedEvent event(String topic, String model, String stream, long sequence, String text) {
        return event(topic, model, stream, sequence, text, EventTypes.nameOf(ModelDescribed.class));
    }

    static RecordedEvent event(String topic, String model, String stream, long sequence, String text, String type) {
        var event = new ModelDescribed(new ModelName(model), text);
        var headers = new EventHeaders(
                UUID.nameUUIDFromBytes((topic + stream + sequence).getBytes(StandardCharsets.UTF_8)),
                "/cairn/test",
                type,
                stream,
                Instant.parse("2026-11-24T10:00:00Z"),
                "https://cairn.dev/schemas/" + type + ".json",
                Actor.of("https://id.example#mia"),
                null,
                "correlation",
                null,
                sequence,
                "00000000000000000000000000000000",
                null);
        return new RecordedEvent(topic, event.key(), headers, EventCodec.write(event));
    }

    static ConsumerRecord<String, byte[]> record(RecordedEvent event, int partition, long offset) {
        var sent = KafkaEvents.toRecord(event);
        var record = new ConsumerRecord<>(sent.topic(), partition, offset, sent.key(), sent.value());
        sent.headers().forEach(header -> record.headers().add(header));
        return record;
    }
}
