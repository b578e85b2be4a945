package dev.cairn.acceptance.system;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;

/**
 * An event as it stands on its topic.
 *
 * @param headers as they are, by name
 * @param data as it is
 */
public record LoggedEvent(
        String topic, int partition, long offset, String key, Map<String, String> headers, byte[] data) {

    static LoggedEvent of(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new LoggedEvent(
                record.topic(), record.partition(), record.offset(), record.key(), headers, record.value());
    }

    public String id() {
        return header("ce_id");
    }

    /** The name of its type alone, such as {@code VersionRegistered}. */
    public String type() {
        return header("ce_type").replaceFirst(".*\\.(\\w+)\\.v\\d+$", "$1");
    }

    public String stream() {
        return header("ce_subject");
    }

    public long sequence() {
        return Long.parseLong(header("ce_sequence"));
    }

    public Instant time() {
        return Instant.parse(header("ce_time"));
    }

    public String actor() {
        return header("ce_actor");
    }

    /** @throws AssertionError when it has no such header */
    public String header(String name) {
        String value = headers.get(name);
        if (value == null) {
            throw new AssertionError(this + " has no header " + name);
        }
        return value;
    }

    public JsonNode json() {
        return Json.read(data);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset + " " + headers + " " + new String(data, StandardCharsets.UTF_8);
    }
}
