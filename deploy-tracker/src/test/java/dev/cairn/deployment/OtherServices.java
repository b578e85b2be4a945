package dev.cairn.deployment;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.EventTypes;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.events.types.Actor;
import dev.cairn.platform.cloudevents.KafkaEvents;
import dev.cairn.test.TestServers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the other services would put on their topics. Each stream's events in the order in which they happen. */
final class OtherServices {

    private static final Map<String, Long> SEQUENCES = new HashMap<>();

    private static final KafkaProducer<String, byte[]> PRODUCER = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());

    private OtherServices() {}

    /** Decided by {@code service} now, because of itself; on its topic when this returns. */
    static void happened(String service, Event event) {
        happened(service, event, new Actor("https://cairn.dev/services", service));
    }

    /** The next event of the stream never arrives, so that the one behind it parks its key. */
    static synchronized void lost(String stream) {
        SEQUENCES.merge(stream, 0L, (last, first) -> last + 1);
    }

    /** Decided by {@code service} now, because of {@code actor}; on its topic when this returns. */
    static synchronized void happened(String service, Event event, Actor actor) {
        long sequence = SEQUENCES.merge(event.stream(), 0L, (last, first) -> last + 1);
        String type = EventTypes.nameOf(event.getClass());
        UUID nonce = UUID.randomUUID();
        var headers = new EventHeaders(
                UUID.randomUUID(),
                "/cairn/" + service,
                type,
                event.stream(),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                "https://cairn.dev/schemas/" + type + ".json",
                actor,
                null,
                "correlation",
                null,
                sequence,
                HexFormat.of().toHexDigits(nonce.getMostSignificantBits())
                        + HexFormat.of().toHexDigits(nonce.getLeastSignificantBits()),
                null);
        send(new RecordedEvent(Topics.of(event, service), event.key(), headers, EventCodec.write(event)));
    }

    private static void send(RecordedEvent event) {
        try {
            PRODUCER.send(KafkaEvents.toRecord(event)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
