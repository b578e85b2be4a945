package dev.cairn.acceptance.proof;

import dev.cairn.acceptance.system.Digests;
import dev.cairn.acceptance.system.LoggedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an entry of the log is the SHA-256 of: topic, key, context and digest of the data, as JSON in the canonical form of
 * RFC 8785. Written from docs/audit-log.md; nothing in it is a number but the sequence, so little of RFC 8785 is needed.
 */
public final class CanonicalRecord {

    /** What each header is called in the record. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("ce_id", "id"),
            Map.entry("ce_source", "source"),
            Map.entry("ce_type", "type"),
            Map.entry("ce_subject", "subject"),
            Map.entry("ce_time", "time"),
            Map.entry("ce_dataschema", "dataSchema"),
            Map.entry("ce_actor", "actor"),
            Map.entry("ce_owner", "owner"),
            Map.entry("ce_correlationid", "correlationId"),
            Map.entry("ce_causationid", "causationId"),
            Map.entry("ce_nonce", "nonce"),
            Map.entry("traceparent", "traceparent"));

    private CanonicalRecord() {}

    public static String of(LoggedEvent event) {
        Map<String, String> fields = new TreeMap<>();
        event.headers().forEach((header, value) -> {
            if (NAMES.containsKey(header)) {
                fields.put(NAMES.get(header), quoted(value));
            }
        });
        fields.put("sequence", Long.toString(event.sequence()));
        fields.put("topic", quoted(event.topic()));
        fields.put("key", quoted(event.key()));
        fields.put("dataDigest", quoted(Digests.hex(event.data())));
        return fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** The 32 bytes that stand in the log. */
    public static byte[] entry(LoggedEvent event) {
        return Digests.sha256(of(event).getBytes(StandardCharsets.UTF_8));
    }

    /** All text in a record is printable ASCII, of which RFC 8785 escapes two characters. */
    private static String quoted(String text) {
        if (!text.matches("[ -~]*")) {
            throw new AssertionError("Not printable ASCII: " + text);
        }
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
