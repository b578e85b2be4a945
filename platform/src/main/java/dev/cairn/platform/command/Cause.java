package dev.cairn.platform.command;

import dev.cairn.events.types.Actor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why an event came to be: goes into its headers.
 *
 * @param actor who caused it, from a verified token
 * @param owner the person answerable for a machine actor
 * @param correlationId shared by everything that one request set in motion
 * @param causationId the event that made a service act by itself; absent for a person's or a machine's call
 * @param traceparent W3C trace context; absent where nothing is traced
 */
public record Cause(
        Actor actor,
        @Nullable Actor owner,
        String correlationId,
        @Nullable UUID causationId,
        @Nullable String traceparent) {

    /** A service that acts of itself: at intervals, or because of what it found. */
    public static Cause ofService(String service) {
        return new Cause(actor(service), null, UUID.randomUUID().toString(), null, null);
    }

    /** A service that answers an event, whose headers the others are. */
    public static Cause answering(String service, UUID event, String correlationId, @Nullable String traceparent) {
        return new Cause(actor(service), null, correlationId, event, traceparent);
    }

    private static Actor actor(String service) {
        return new Actor("https://cairn.dev/services", service);
    }
}
