package dev.cairn.benchmarks;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.EventTypes;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.events.types.Actor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Events as the registry would have stored them. */
final class Events {

    private static final Actor MIA = Actor.of("https://issuer.test#mia");
    private static final String NONCE = "00112233445566778899aabbccddeeff";

    private Events() {}

    /** @param sequence place in the event's stream */
    static RecordedEvent recorded(Event event, long sequence) {
        String type = EventTypes.nameOf(event.getClass());
        var headers = new EventHeaders(
                UUID.randomUUID(),
                "/cairn/registry",
                type,
                event.stream(),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                "https://cairn.dev/schemas/" + type + ".json",
                MIA,
                null,
                UUID.randomUUID().toString(),
                null,
                sequence,
                NONCE,
                null);
        return new RecordedEvent(Topics.of(event, "registry"), event.key(), headers, EventCodec.write(event));
    }
}
