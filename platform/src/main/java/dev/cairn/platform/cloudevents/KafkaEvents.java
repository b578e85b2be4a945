package dev.cairn.platform.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.events.EventHeaders;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.types.Actor;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Between a {@link RecordedEvent} and a Kafka record, by the CloudEvents Kafka protocol binding 1.0.2 in binary mode. What
 * was sent is read back equal, data byte for byte.
 *
 * <p>Every event passes here several times, and the binding is one header for each attribute; written out, it takes a fraction
 * of what CloudEvents' own library takes, which the tests hold it against.
 */
public final class KafkaEvents {

    private static final String SPECIFICATION = "1.0";

    /** Keeps its W3C name, so that tracing tools find it. */
    private static final String TRACEPARENT = "traceparent";

    /** Room for all that an event has, so that the table need not grow. */
    private static final int MOST_HEADERS = 32;

    private KafkaEvents() {}

    public static ProducerRecord<String, byte[]> toRecord(RecordedEvent event) {
        EventHeaders headers = event.headers();
        var record =
                new ProducerRecord<>(event.topic(), null, headers.time().toEpochMilli(), event.key(), event.data());
        write(headers, record.headers());
        return record;
    }

    private static void write(EventHeaders event, Headers headers) {
        write(headers, "ce_specversion", SPECIFICATION);
        write(headers, "ce_id", event.id());
        write(headers, "ce_source", event.source());
        write(headers, "ce_type", event.type());
        write(headers, "content-type", EventHeaders.CONTENT_TYPE);
        write(headers, "ce_dataschema", event.dataSchema());
        write(headers, "ce_subject", event.subject());
        // Zeros at the end included, as entries of the public log have it: who makes one again needs no rule for that
        write(headers, "ce_time", event.time());
        write(headers, "ce_actor", event.actor());
        write(headers, "ce_owner", event.owner());
        write(headers, "ce_correlationid", event.correlationId());
        write(headers, "ce_causationid", event.causationId());
        write(headers, "ce_sequence", event.sequence());
        write(headers, "ce_nonce", event.nonce());
        write(headers, TRACEPARENT, event.traceparent());
    }

    /** What is absent has no header. */
    private static void write(Headers headers, String name, @Nullable Object value) {
        if (value != null) {
            headers.add(name, value.toString().getBytes(UTF_8));
        }
    }

    /** @throws NoCairnEvent when the record is not one of Cairn's events */
    public static RecordedEvent fromRecord(ConsumerRecord<String, byte[]> record) {
        try {
            return new RecordedEvent(
                    record.topic(),
                    present(record.key(), "key"),
                    read(texts(record.headers())),
                    present(record.value(), "value"));
        } catch (RuntimeException e) {
            throw new NoCairnEvent(record, e);
        }
    }

    private static EventHeaders read(Map<String, String> headers) {
        String version = required(headers, "ce_specversion");
        if (!version.equals(SPECIFICATION)) {
            throw new IllegalArgumentException("it is of version " + version + " of CloudEvents");
        }
        String owner = headers.get("ce_owner");
        String cause = headers.get("ce_causationid");
        return new EventHeaders(
                UUID.fromString(required(headers, "ce_id")),
                required(headers, "ce_source"),
                required(headers, "ce_type"),
                required(headers, "ce_subject"),
                OffsetDateTime.parse(required(headers, "ce_time")).toInstant(),
                required(headers, "ce_dataschema"),
                Actor.of(required(headers, "ce_actor")),
                owner == null ? null : Actor.of(owner),
                required(headers, "ce_correlationid"),
                cause == null ? null : UUID.fromString(cause),
                Long.parseLong(required(headers, "ce_sequence")),
                required(headers, "ce_nonce"),
                headers.get(TRACEPARENT));
    }

    /** Where a header comes twice, the last counts. */
    private static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new HashMap<>(MOST_HEADERS);
        for (Header header : headers) {
            if (header.value() != null) {
                texts.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        return texts;
    }

    private static String required(Map<String, String> headers, String name) {
        return present(headers.get(name), name);
    }

    private static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return value;
    }

    /** A record that no service of Cairn wrote, or that is damaged. */
    public static final class NoCairnEvent extends RuntimeException {
        NoCairnEvent(ConsumerRecord<?, ?> record, RuntimeException cause) {
            super(
                    "Record " + record.topic() + "-" + record.partition() + "@" + record.offset()
                            + " is no event of Cairn: " + cause.getMessage(),
                    cause);
        }
    }
}
