package dev.cairn.events;

import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An event as a record of its topic: headers as on the wire (CloudEvents, Kafka binary mode), and the data. */
final class Golden {

    private Golden() {}

    static Path file(String type) {
        return Committed.GOLDEN.resolve(type + ".json");
    }

    static ObjectNode of(RecordedEvent event) {
        ObjectNode golden = EventCodec.json().createObjectNode();
        golden.put("topic", event.topic());
        golden.put("key", event.key());
        golden.set("headers", headers(event.headers()));
        golden.set("data", EventCodec.json().readTree(event.data()));
        return golden;
    }

    private static ObjectNode headers(EventHeaders headers) {
        ObjectNode wire = EventCodec.json().createObjectNode();
        wire.put("content-type", EventHeaders.CONTENT_TYPE);
        wire.put("ce_specversion", "1.0");
        ObjectNode context = EventCodec.json().valueToTree(headers);
        context.forEachEntry((name, value) -> wire.put(header(name), value.asString()));
        return wire;
    }

    /** The header of an attribute. */
    static String header(String attribute) {
        return attribute.equals("traceparent") ? attribute : "ce_" + attribute.toLowerCase(Locale.ROOT);
    }

    /** The bytes of the record's value. */
    static byte[] data(JsonNode golden) {
        return EventCodec.json().writeValueAsBytes(golden.get("data"));
    }
}
