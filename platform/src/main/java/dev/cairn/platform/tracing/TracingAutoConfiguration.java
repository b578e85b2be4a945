package dev.cairn.platform.tracing;

import io.micrometer.tracing.Tracer;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Traces that run through the log; where nothing traces, nothing is spent on them. */
@AutoConfiguration
public class TracingAutoConfiguration {
    @Bean
    EventSpans eventSpans(ObjectProvider<Tracer> tracer) {
        return new EventSpans(tracer::getIfAvailable, InstantSource.system());
    }
}
