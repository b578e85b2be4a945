package dev.cairn.events;

import java.util.Arrays;
import java.util.Objects;

/**
 * An event as it lies in the event store and, byte for byte, on its topic.
 *
 * @param topic the topic that it belongs to
 * @param key Kafka's key, see {@link Event#key()}
 * @param headers the CloudEvents context
 * @param data the JSON text in UTF-8, exactly as stored; never written again by a reader
 */
public record RecordedEvent(String topic, String key, EventHeaders headers, byte[] data) {

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordedEvent that
                && topic.equals(that.topic)
                && key.equals(that.key)
                && headers.equals(that.headers)
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, key, headers, Arrays.hashCode(data));
    }

    @Override
    public String toString() {
        return headers.type() + " " + headers.subject() + "@" + headers.sequence();
    }
}
