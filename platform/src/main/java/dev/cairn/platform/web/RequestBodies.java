package dev.cairn.platform.web;

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
import java.time.Duration;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the bodies of writes up to the limit, whatever length they declare, and keeps the digest of the request that an
 * idempotency key stands for. Content of artifacts ({@code application/octet-stream}) passes through untouched.
 */
final class RequestBodies extends OncePerRequestFilter {

    static final String DIGEST = RequestBodies.class.getName() + ".digest";

    private static final int BUFFER = 16 * 1024;

    private final int limit;
    private final Duration patience;
    private final ProblemWriter problems;

    /**
     * @param limit in bytes
     * @param patience how long a whole body may take
     */
    RequestBodies(int limit, Duration patience, ProblemWriter problems) {
        this.limit = limit;
        this.patience = patience;
        this.problems = problems;
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
        byte[] body;
        try {
            body = read(request);
        } catch (Refused e) {
            problems.write(request, response, e);
            return;
        }
        request.setAttribute(DIGEST, digest(request, body));
        chain.doFilter(new BufferedRequest(request, body), response);
    }

    /** One that comes slowly would keep one of the server's threads for as long. */
    private byte[] read(HttpServletRequest request) throws IOException {
        requireWithin(request, request.getContentLengthLong());
        long begun = System.nanoTime();
        var body = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        InputStream in = request.getInputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            body.write(buffer, 0, read);
            requireWithin(request, body.size());
            if (System.nanoTime() - begun > patience.toNanos()) {
                throw new Refused(BODY_TOO_SLOW, "It was not there after " + patience.toSeconds() + " s");
            }
        }
        return body.toByteArray();
    }

    /** What is large and no JSON is content that was declared wrongly, as a rule: less of it would not be taken either. */
    private void requireWithin(HttpServletRequest request, long bytes) {
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

    private static Sha256Digest digest(HttpServletRequest request, byte[] body) {
        MessageDigest hasher = Sha256Digest.hasher();
        String line = request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString() + "\n";
        hasher.update(line.getBytes(StandardCharsets.UTF_8));
        return Sha256Digest.ofHash(hasher.digest(body));
    }
}
