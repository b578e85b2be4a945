package dev.cairn.platform.tracing;

import dev.cairn.events.RecordedEvent;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Spans for the stations of an event on its way, each a child of the request that caused the event. The record on the topic
 * keeps the request's own {@code traceparent}, since what is published is what was stored; so sending and taking in are
 * siblings, which a trace shows one after the other.
 *
 * <p>Only events of sampled traces get spans, and only while they are fresh: whoever takes in the history of a year starts
 * no spans for it.
 */
public final class EventSpans {
    private static final Duration FRESH = Duration.ofHours(1);
    private static final EventSpans NONE = new EventSpans(() -> null, InstantSource.system());

    private final Supplier<@Nullable Tracer> tracer;
    private final InstantSource clock;

    EventSpans(Supplier<@Nullable Tracer> tracer, InstantSource clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    /** Starts no spans: for history that is read again. */
    public static EventSpans none() {
        return NONE;
    }

    /** Sends the events; a span of kind producer for each, once the broker has them all. */
    public <T> T send(List<RecordedEvent> events, Supplier<T> sending) {
        return around(Span.Kind.PRODUCER, "send", events, sending);
    }

    /** Takes the events in; a span of kind consumer for each, once their effects are committed. */
    public <T> T takeIn(List<RecordedEvent> events, Supplier<T> takingIn) {
        return around(Span.Kind.CONSUMER, "process", events, takingIn);
    }

    private <T> T around(Span.Kind kind, String operation, List<RecordedEvent> events, Supplier<T> work) {
        Tracer present = tracer.get();
        Instant began = clock.instant();
        T result = work.get();
        if (present != null) {
            Instant ended = clock.instant();
            events.stream()
                    .filter(event -> event.headers().time().isAfter(began.minus(FRESH)))
                    .forEach(event -> Traceparent.parse(event.headers().traceparent())
                            .filter(Traceparent::sampled)
                            .ifPresent(parent -> builder(present, parent, kind, operation, event)
                                    .startTimestamp(micros(began), TimeUnit.MICROSECONDS)
                                    .start()
                                    .end(micros(ended), TimeUnit.MICROSECONDS)));
        }
        return result;
    }

    /** Names and attributes as in OpenTelemetry's semantic conventions for messaging. */
    private static Span.Builder builder(
            Tracer tracer, Traceparent parent, Span.Kind kind, String operation, RecordedEvent event) {
        TraceContext context = tracer.traceContextBuilder()
                .traceId(parent.traceId())
                .spanId(parent.spanId())
                .sampled(parent.sampled())
                .build();
        return tracer.spanBuilder()
                .setParent(context)
                .kind(kind)
                .name(operation + " " + event.topic())
                .tag("messaging.system", "kafka")
                .tag("messaging.destination.name", event.topic())
                .tag("messaging.operation.type", operation)
                .tag("messaging.message.id", event.headers().id().toString())
                .tag("cairn.event.type", event.headers().type());
    }

    private static long micros(Instant instant) {
        return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + instant.getNano() / 1_000;
    }
}
