package dev.cairn.platform.tracing;

import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in which trace something happened, as the header {@code traceparent} has it (W3C Trace Context, version 00).
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param sampled whether spans of this trace are kept
 */
public record Traceparent(String traceId, String spanId, boolean sampled) {
    private static final Pattern FORM = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    /** Where this thread is; empty where nothing is traced. */
    public static Optional<Traceparent> current(@Nullable Tracer tracer) {
        TraceContext context =
                tracer == null ? null : tracer.currentTraceContext().context();
        return context == null || context.traceId().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Traceparent(context.traceId(), context.spanId(), Boolean.TRUE.equals(context.sampled())));
    }

    /** Empty for text of another form, since a trace is never a reason to refuse an event. */
    static Optional<Traceparent> parse(@Nullable String header) {
        Matcher matcher = FORM.matcher(header == null ? "" : header);
        return matcher.matches()
                ? Optional.of(new Traceparent(
                        matcher.group(1), matcher.group(2), (Integer.parseInt(matcher.group(3), 16) & 1) == 1))
                : Optional.empty();
    }

    /** The header's value. */
    @Override
    public String toString() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
