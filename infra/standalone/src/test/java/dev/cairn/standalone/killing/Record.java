package dev.cairn.standalone.killing;

import dev.cairn.events.EventCodec;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * An event as it was found in a store or on a topic.
 *
 * @param data the JSON text, byte for byte
 */
record Record(
        String topic,
        String key,
        String stream,
        long sequence,
        UUID id,
        String type,
        String correlation,
        Instant time,
        String data) {

    boolean is(String name) {
        return type.contains("." + name + ".");
    }

    JsonNode json() {
        return EventCodec.json().readTree(data);
    }
}
