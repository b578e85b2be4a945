package dev.cairn.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventTypes;
import dev.cairn.events.Topics;
import dev.cairn.events.types.Actor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * What the services that a test does not start would put on their topics. Each stream's events in the order in which they
 * happen.
 */
public final class OtherServices {

    private static final Map<String, Long> SEQUENCES = new HashMap<>();

    private OtherServices() {}

    /** Decided by {@code service} of itself now; on its topic when this returns. */
    public static void happened(String service, Event event) {
        happened(service, event, new Actor("https://cairn.dev/services", service));
    }

    /** The next event of the stream never arrives, so that whoever hears the one behind it parks its key. */
    public static synchronized void lost(String stream) {
        SEQUENCES.merge(stream, 0L, (last, first) -> last + 1);
    }

    /** Decided by {@code service} now, because of {@code actor}; on its topic when this returns. */
    public static void happened(String service, Event event, Actor actor) {
        happened(service, event, actor, null);
    }

    /** Decided by {@code service} now, because of a machine's {@code actor} that {@code owner} answers for. */
    public static synchronized void happened(String service, Event event, Actor actor, @Nullable Actor owner) {
        long sequence = SEQUENCES.merge(event.stream(), 0L, (last, first) -> last + 1);
        String type = EventTypes.nameOf(event.getClass());
        var record = new ProducerRecord<>(Topics.of(event, service), event.key(), EventCodec.write(event));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID(),
                        "ce_source",
                        "/cairn/" + service,
                        "ce_type",
                        type,
                        "ce_subject",
                        event.stream(),
                        "ce_time",
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        "ce_dataschema",
                        "https://cairn.dev/schemas/" + type + ".json",
                        "ce_sequence",
                        sequence,
                        "ce_nonce",
                        UUID.randomUUID().toString().replace("-", ""),
                        "content-type",
                        "application/json")
                .forEach((name, value) ->
                        record.headers().add(name, value.toString().getBytes(UTF_8)));
        record.headers().add("ce_actor", actor.toString().getBytes(UTF_8));
        if (owner != null) {
            record.headers().add("ce_owner", owner.toString().getBytes(UTF_8));
        }
        record.headers().add("ce_correlationid", "correlation".getBytes(UTF_8));
        send(record);
    }

    private static void send(ProducerRecord<String, byte[]> record) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
