package dev.cairn.platform.web;

import dev.cairn.platform.command.Cause;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.tracing.Traceparent;
import io.micrometer.tracing.Tracer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Why an event came to be, as the request tells: who called, its correlation id and its trace. */
public final class RequestCause {

    private final Supplier<@Nullable Tracer> tracer;

    RequestCause(Supplier<@Nullable Tracer> tracer) {
        this.tracer = tracer;
    }

    public Cause of(Caller caller, HttpServletRequest request) {
        return new Cause(caller.actor(), caller.owner(), Correlation.of(request), null, traceparent());
    }

    private @Nullable String traceparent() {
        return Traceparent.current(tracer.get()).map(Traceparent::toString).orElse(null);
    }
}
