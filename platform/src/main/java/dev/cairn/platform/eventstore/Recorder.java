package dev.cairn.platform.eventstore;

import static dev.cairn.platform.command.WriteRefusal.EVENT_TOO_LARGE;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.EventTypes;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.problem.Refused;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/** Turns what happened into what is stored: identifier, nonce, headers, bytes. */
final class Recorder {

    private final String service;
    private final SecureRandom random = new SecureRandom();

    Recorder(String service) {
        this.service = service;
    }

    /** @throws Refused when the event's data is over the limit */
    RecordedEvent record(Event event, long sequence, Instant time, Cause cause) {
        String type = EventTypes.nameOf(event.getClass());
        byte[] data = EventCodec.write(event);
        if (data.length > EventStore.MAX_EVENT_BYTES) {
            throw new Refused(
                    EVENT_TOO_LARGE,
                    type + " would take " + data.length + " of " + EventStore.MAX_EVENT_BYTES + " bytes");
        }
        var headers = new EventHeaders(
                UUID.randomUUID(),
                "/cairn/" + service,
                type,
                event.stream(),
                time,
                "https://cairn.dev/schemas/" + type + ".json",
                cause.actor(),
                cause.owner(),
                cause.correlationId(),
                cause.causationId(),
                sequence,
                nonce(),
                cause.traceparent());
        return new RecordedEvent(Topics.of(event, service), event.key(), headers, data);
    }

    private String nonce() {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
