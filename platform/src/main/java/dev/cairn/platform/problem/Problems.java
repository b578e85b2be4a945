package dev.cairn.platform.problem;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/** Turns a refusal into the problem that the caller gets (RFC 9457), and has it recorded where the log has to know. */
final class Problems {

    /** A relay compares, a database comes back, or a crowd is gone, within seconds as a rule. */
    static final String RETRY_SECONDS = "5";

    private static final String TYPES = "https://cairn.dev/problems/";

    private final RefusalLog log;
    private final Meter.MeterProvider<Counter> refusals;

    Problems(RefusalLog log, MeterRegistry meters) {
        this.log = log;
        this.refusals = Counter.builder("cairn.refusals")
                .description("Requests that were refused, by the problem's code")
                .baseUnit("requests")
                .withRegistry(meters);
    }

    ProblemDetail of(Refused refused, HttpServletRequest request) {
        RefusalCode code = refused.code();
        refusals.withTag("code", code.code()).increment();
        ProblemDetail problem =
                describe(code, refused.getMessage(), code.status().value());
        refused.facts().forEach(problem::setProperty);
        Optional<UUID> recorded = log.record(refused, request);
        problem.setInstance(recorded.map(id -> URI.create("urn:uuid:" + id)).orElseGet(() -> address(request)));
        return problem;
    }

    /** Absent where a client asked for what is no URI, such as {@code //}. */
    private static @Nullable URI address(HttpServletRequest request) {
        try {
            return new URI(request.getRequestURI());
        } catch (URISyntaxException e) {
            return null;
        }
    }

    static ProblemDetail describe(RefusalCode code, String detail, int status) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setDetail(detail);
        problem.setType(URI.create(TYPES + code.code()));
        problem.setTitle(code.title());
        problem.setProperty("next", code.next());
        return problem;
    }

    /** For problems that are written where Spring's own mapper is out of reach. */
    static JsonMapper json() {
        return JsonMapper.builder()
                .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
                .build();
    }
}
