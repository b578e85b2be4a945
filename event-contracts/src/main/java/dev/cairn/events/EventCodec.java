package dev.cairn.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events to JSON and back. Absent values are left out; a reader ignores fields that it does not know, since schemas only
 * grow, and refuses an event that lacks a field which is not {@code @Nullable}; nothing in the text names a class.
 */
public final class EventCodec {

    /** Deepest nesting that is read, in any JSON that reaches Cairn. */
    public static final int MAX_DEPTH = 64;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .annotationIntrospector(new RequiredFields())
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private EventCodec() {}

    /** The mapper by which events are written and read; for values that travel inside or beside events. */
    public static JsonMapper json() {
        return JSON;
    }

    /** @return the event as JSON in UTF-8 */
    public static byte[] write(Event event) {
        return JSON.writeValueAsBytes(event);
    }

    /**
     * @param type the logical type, from {@code ce_type}
     * @throws UnknownEventType when this version has no event of that type
     * @throws UnreadableEvent when the data does not fit the type
     */
    public static Event read(String type, byte[] data) {
        Class<? extends Event> event = EventTypes.byName(type).orElseThrow(() -> new UnknownEventType(type));
        try {
            Event read = JSON.readValue(data, event);
            if (read == null) {
                throw new UnreadableEvent(type, new IllegalArgumentException("it is null"));
            }
            return read;
        } catch (JacksonException e) {
            throw new UnreadableEvent(type, e);
        }
    }

    /** The reader is older than the writer: upgrade the reader first. */
    public static final class UnknownEventType extends RuntimeException {
        UnknownEventType(String type) {
            super("No event of type " + type + " is known here; upgrade this service before the one that writes it");
        }
    }

    /** What stands under a known type is not an event of that type. */
    public static final class UnreadableEvent extends RuntimeException {
        UnreadableEvent(String type, Exception cause) {
            super("The data is no " + type + ": " + cause.getMessage(), cause);
        }
    }
}
