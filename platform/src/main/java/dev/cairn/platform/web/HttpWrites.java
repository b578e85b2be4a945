package dev.cairn.platform.web;

import static dev.cairn.platform.problem.EdgeRefusal.MEDIA_TYPE_UNSUPPORTED;
import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.command.Write;
import dev.cairn.platform.command.Writes;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.HandlerMapping;

/**
 * {@link Writes} from a controller: route, {@code Idempotency-Key}, digest of the request, correlation and trace come from
 * the request that this thread serves.
 */
public final class HttpWrites {

    private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");

    private final Writes writes;
    private final RequestCause causes;

    HttpWrites(Writes writes, RequestCause causes) {
        this.writes = writes;
        this.causes = causes;
    }

    /** A write whose response always has the same head, see {@link #write(Caller, String, Class, Supplier, Function)}. */
    public <T> ResponseEntity<T> write(
            Caller caller, String lock, HttpStatus status, Class<T> answer, Supplier<T> work) {
        return write(caller, lock, answer, work, given -> ResponseEntity.status(status));
    }

    /**
     * Runs {@code work} as one write.
     *
     * @param lock the key to lock first, for example {@code model:fraud}
     * @param head status and headers of the response, from the answer
     * @return the answer; with header {@code Idempotency-Replayed: true} where an earlier request with the same key got it
     */
    public <T> ResponseEntity<T> write(
            Caller caller, String lock, Class<T> answer, Supplier<T> work, Function<T, BodyBuilder> head) {
        Writes.Answer<T> given = writes.write(write(caller, lock), answer, work);
        BodyBuilder response = head.apply(given.value());
        if (given.repeated()) {
            response.header("Idempotency-Replayed", "true");
        }
        return response.body(given.value());
    }

    /** See {@link Writes#answered}. */
    public boolean answered(Caller caller, String lock) {
        return writes.answered(write(caller, lock));
    }

    private Write write(Caller caller, String lock) {
        HttpServletRequest request = request();
        return new Write(causes.of(caller, request), lock, route(request), key(request), digest(request));
    }

    private static HttpServletRequest request() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
    }

    private static String route(HttpServletRequest request) {
        return request.getMethod() + " " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    }

    private static @Nullable String key(HttpServletRequest request) {
        String key = request.getHeader("Idempotency-Key");
        if (key != null && !KEY.matcher(key).matches()) {
            throw new Refused(
                    REQUEST_MALFORMED, "An Idempotency-Key is 1 to 128 printable ASCII characters without spaces");
        }
        return key;
    }

    private static Sha256Digest digest(HttpServletRequest request) {
        return Optional.ofNullable((Sha256Digest) request.getAttribute(RequestBodies.DIGEST))
                .orElseThrow(() -> new Refused(
                        MEDIA_TYPE_UNSUPPORTED, "This address takes application/json, not content of an artifact"));
    }
}
