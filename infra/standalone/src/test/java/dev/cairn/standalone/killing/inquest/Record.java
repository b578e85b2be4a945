package dev.cairn.standalone.killing.inquest;

import dev.cairn.events.EventCodec;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * An event as it was found in a store or on a topic.
 *
 * @param data the JSON text, byte for byte
 */
public record Record(
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

    /** The type's name without package and version. */
    String kind() {
        return type.replaceAll(".*\\.(\\w+)\\.v1", "$1");
    }

    JsonNode json() {
        return EventCodec.json().readTree(data);
    }
}
