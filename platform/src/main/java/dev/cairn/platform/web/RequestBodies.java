package dev.cairn.platform.web;

import static dev.cairn.platform.problem.EdgeRefusal.BODIES_TOO_MANY;
import static dev.cairn.platform.problem.EdgeRefusal.BODY_TOO_LARGE;
import static dev.cairn.platform.problem.EdgeRefusal.BODY_TOO_SLOW;
import static dev.cairn.platform.problem.EdgeRefusal.MEDIA_TYPE_UNSUPPORTED;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.problem.ProblemWriter;
import dev.cairn.platform.problem.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the bodies of writes up to the limit of their address, whatever length they declare, and keeps the digest of the
 * request that an idempotency key stands for. All that are in memory at once have a limit too. Content of artifacts
 * ({@code application/octet-stream}) passes through untouched.
 */
final class RequestBodies extends OncePerRequestFilter {

    static final String DIGEST = RequestBodies.class.getName() + ".digest";

    private static final int BUFFER = 16 * 1024;

    private final WebProperties limits;
    private final List<LargeBodies> large;
    private final ProblemWriter problems;
    /** One permit is one byte. */
    private final Semaphore room;

    RequestBodies(WebProperties limits, List<LargeBodies> large, ProblemWriter problems) {
        this.limits = limits;
        this.large = large;
        this.problems = problems;
        this.room = new Semaphore(Math.toIntExact(limits.bodiesAtOnce().toBytes()));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return HttpMethod.GET.matches(request.getMethod())
                || HttpMethod.HEAD.matches(request.getMethod())
                || (type != null && type.startsWith(MediaType.APPLICATION_OCTET_STREAM_VALUE));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var body = new Held();
        try {
            if (read(request, response, body)) {
                byte[] bytes = body.bytes.toByteArray();
                request.setAttribute(DIGEST, digest(request, bytes));
                chain.doFilter(new BufferedRequest(request, bytes), response);
            }
        } finally {
            body.release();
        }
    }

    private boolean read(HttpServletRequest request, HttpServletResponse response, Held body) throws IOException {
        try {
            read(request, body);
            return true;
        } catch (Refused e) {
            problems.write(request, response, e);
            return false;
        }
    }

    /** One that comes slowly would keep one of the server's threads for as long. */
    private void read(HttpServletRequest request, Held body) throws IOException {
        requireConcrete(request.getContentType());
        long limit = limit(request);
        requireWithin(request, limit, request.getContentLengthLong());
        long begun = System.nanoTime();
        byte[] buffer = new byte[BUFFER];
        InputStream in = request.getInputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            body.add(buffer, read);
            requireWithin(request, limit, body.bytes.size());
            if (System.nanoTime() - begun > limits.bodyTime().toNanos()) {
                throw new Refused(
                        BODY_TOO_SLOW,
                        "It was not there after " + limits.bodyTime().toSeconds() + " s");
            }
        }
    }

    /** Further in, what is no type that content can have would look like a failure of ours. */
    private static void requireConcrete(@Nullable String type) {
        if (type != null && !isConcrete(type)) {
            throw new Refused(
                    MEDIA_TYPE_UNSUPPORTED, "Content-Type says of what type the body is, such as application/json");
        }
    }

    private static boolean isConcrete(String type) {
        try {
            return MediaType.parseMediaType(type).isConcrete();
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private long limit(HttpServletRequest request) {
        return (large.stream().anyMatch(it -> it.takes(request)) ? limits.maxLargeBody() : limits.maxBody()).toBytes();
    }

    /** What is large and no JSON is content that was declared wrongly, as a rule: less of it would not be taken either. */
    private static void requireWithin(HttpServletRequest request, long limit, long bytes) {
        if (bytes <= limit) {
            return;
        }
        String type = request.getContentType();
        throw type == null || type.startsWith(MediaType.APPLICATION_JSON_VALUE)
                ? new Refused(BODY_TOO_LARGE, "At most " + limit + " bytes are read here")
                : new Refused(
                        MEDIA_TYPE_UNSUPPORTED,
                        "'" + type + "' is not supported; what has over " + limit
                                + " bytes is content, and comes as application/octet-stream");
    }

    /** Whichever way it came: a gateway's prefix is no part of what is asked. */
    private static Sha256Digest digest(HttpServletRequest request, byte[] body) {
        MessageDigest hasher = Sha256Digest.hasher();
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String line = request.getMethod() + " " + path + "?" + request.getQueryString() + "\n";
        hasher.update(line.getBytes(StandardCharsets.UTF_8));
        return Sha256Digest.ofHash(hasher.digest(body));
    }

    /** A body as far as it came, which takes room from the others until its request is answered. */
    private final class Held {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void add(byte[] buffer, int count) {
            if (!room.tryAcquire(count)) {
                throw new Refused(
                        BODIES_TOO_MANY, "Bodies of " + limits.bodiesAtOnce().toBytes() + " bytes are in work");
            }
            bytes.write(buffer, 0, count);
        }

        void release() {
            room.release(bytes.size());
        }
    }
}
