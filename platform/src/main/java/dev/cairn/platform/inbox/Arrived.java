package dev.cairn.platform.inbox;

import dev.cairn.events.EventTypes;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.cloudevents.KafkaEvents;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came from a topic, and what this version makes of it.
 *
 * @param id the event's, or one made of the record's place where it names none
 * @param event absent when the record is no event of Cairn
 * @param fault why it cannot be taken in; absent when nothing is wrong with the record itself
 */
record Arrived(
        ConsumerRecord<String, byte[]> record,
        UUID id,
        @Nullable RecordedEvent event,
        @Nullable String fault) {

    /** Before the type, and a ';' behind it: earlier versions wrote it so too. */
    static final String UNKNOWN = "This version knows no event of type ";

    static Arrived of(ConsumerRecord<String, byte[]> record) {
        try {
            RecordedEvent event = KafkaEvents.fromRecord(record);
            return new Arrived(record, event.headers().id(), event, fault(event));
        } catch (KafkaEvents.NoCairnEvent e) {
            return new Arrived(record, id(record), null, e.getMessage());
        }
    }

    private static @Nullable String fault(RecordedEvent event) {
        String type = event.headers().type();
        return EventTypes.byName(type).isPresent() ? null : unknown(type);
    }

    /** Why an event of that type cannot be taken in; {@link ParkedRows} finds the type in it again. */
    static String unknown(String type) {
        return UNKNOWN + type + "; upgrade this service, and its key goes on by itself";
    }

    private static UUID id(ConsumerRecord<String, byte[]> record) {
        Header header = record.headers().lastHeader("ce_id");
        try {
            if (header != null && header.value() != null) {
                return UUID.fromString(new String(header.value(), StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException e) {
            // No identifier of ours; its place names it
        }
        String place = record.topic() + "-" + record.partition() + "@" + record.offset();
        return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Where later events wait when this one cannot be taken in. A key that can neither be stored nor asked for goes by its
     * digest.
     */
    TopicKey key() {
        String key = record.key() == null ? "" : record.key();
        return new TopicKey(record.topic(), KafkaEvents.isName(key) ? key : "sha256:" + digest(key));
    }

    private static Sha256Digest digest(String key) {
        return Sha256Digest.of(key.getBytes(StandardCharsets.UTF_8));
    }

    /** Absent when the record is no event of Cairn. */
    @Nullable
    Stream stream() {
        return event == null ? null : new Stream(record.topic(), event.headers().subject());
    }

    record TopicKey(String topic, String key) {}

    record Stream(String topic, String name) {}
}
