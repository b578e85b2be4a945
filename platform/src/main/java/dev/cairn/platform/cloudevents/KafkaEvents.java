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

    /** Longest key and longest subject, in bytes of UTF-8: they stand in indexes, whose rows PostgreSQL limits to 2,704. */
    public static final int MOST_NAME_BYTES = 1_000;

    private static final String SPECIFICATION = "1.0";

    /** Keeps its W3C name, so that tracing tools find it. */
    private static final String TRACEPARENT = "traceparent";

    /** Room for all that an event has, so that the table need not grow. */
    private static final int MOST_HEADERS = 32;

    private KafkaEvents() {}

    /** For the partition that Kafka's own rule finds by the key. */
    public static ProducerRecord<String, byte[]> toRecord(RecordedEvent event) {
        return toRecord(event, null);
    }

    public static ProducerRecord<String, byte[]> toRecord(RecordedEvent event, @Nullable Integer partition) {
        EventHeaders headers = event.headers();
        var record = new ProducerRecord<>(
                event.topic(), partition, headers.time().toEpochMilli(), event.key(), event.data());
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
                    name(present(record.key(), "key"), "key"),
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
        String owner = text(headers, "ce_owner");
        String cause = text(headers, "ce_causationid");
        return new EventHeaders(
                UUID.fromString(required(headers, "ce_id")),
                required(headers, "ce_source"),
                required(headers, "ce_type"),
                name(required(headers, "ce_subject"), "ce_subject"),
                OffsetDateTime.parse(required(headers, "ce_time")).toInstant(),
                required(headers, "ce_dataschema"),
                Actor.of(required(headers, "ce_actor")),
                owner == null ? null : Actor.of(owner),
                required(headers, "ce_correlationid"),
                cause == null ? null : UUID.fromString(cause),
                Long.parseLong(required(headers, "ce_sequence")),
                required(headers, "ce_nonce"),
                text(headers, TRACEPARENT));
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
        return present(text(headers, name), name);
    }

    /** PostgreSQL keeps every character but this one. */
    private static @Nullable String text(Map<String, String> headers, String name) {
        String text = headers.get(name);
        if (text != null && text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("its " + name + " has a null character");
        }
        return text;
    }

    private static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return value;
    }

    private static String name(String text, String what) {
        if (!isName(text)) {
            throw new IllegalArgumentException(
                    "its " + what + " is blank, longer than " + MOST_NAME_BYTES + " bytes, or has a null character");
        }
        return text;
    }

    /** Whether the text can be a key or a subject, and so be stored and asked for. */
    public static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= MOST_NAME_BYTES
                && text.indexOf('\0') < 0
                && text.getBytes(UTF_8).length <= MOST_NAME_BYTES;
    }

    /** A record that no service of Cairn wrote, or that is damaged. */
    public static final class NoCairnEvent extends RuntimeException {

        private static final int LONGEST_REASON = 300;

        NoCairnEvent(ConsumerRecord<?, ?> record, RuntimeException cause) {
            super(
                    "Record " + record.topic() + "-" + record.partition() + "@" + record.offset()
                            + " is no event of Cairn: " + harmless(String.valueOf(cause.getMessage())),
                    cause);
        }

        /** The reason quotes what somebody sent, who may mean to fill logs and events with it. */
        private static String harmless(String reason) {
            var shown = new StringBuilder();
            reason.codePoints()
                    .limit(LONGEST_REASON)
                    .forEach(c -> shown.append(c >= 0x20 && c < 0x7f ? Character.toString(c) : "\\u{%x}".formatted(c)));
            return shown.append(reason.length() > LONGEST_REASON ? "…" : "").toString();
        }
    }
}
