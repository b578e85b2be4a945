package dev.cairn.events;

import dev.cairn.events.types.Actor;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The context of an event: CloudEvents 1.0 attributes and Cairn's extensions. In Kafka each is a header {@code ce_<name>}
 * (but {@code traceparent}, which keeps its W3C name).
 *
 * @param id unique for ever, over all services
 * @param source the service that decided, {@code /cairn/<service>}
 * @param type logical type with version, for example {@code dev.cairn.registry.VersionRegistered.v1}
 * @param subject the stream that the event continues, for example {@code version:fraud/1.2.0}
 * @param time the deciding database's clock, in microseconds; on cairn.registry read under the key's lock, so never before
 *     the previous event of the same key
 * @param dataSchema {@code https://cairn.dev/schemas/<type>.json}
 * @param actor who caused it
 * @param owner the person answerable for a machine actor; absent for people
 * @param correlationId the same for everything that one request set in motion
 * @param causationId the event that made a service act by itself; absent where a person or machine called
 * @param sequence position in the stream, from 0
 * @param nonce 128 random bits in hexadecimal, so that an entry of the public log cannot be guessed
 * @param traceparent W3C trace context of the request; absent where it was not traced
 */
public record EventHeaders(
        UUID id,
        String source,
        String type,
        String subject,
        Instant time,
        String dataSchema,
        Actor actor,
        @Nullable Actor owner,
        String correlationId,
        @Nullable UUID causationId,
        long sequence,
        String nonce,
        @Nullable String traceparent) {

    public static final String CONTENT_TYPE = "application/json";
}
