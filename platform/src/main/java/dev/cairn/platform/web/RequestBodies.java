package dev.cairn.platform.web;

import static dev.cairn.platform.problem.EdgeRefusal.BODY_TOO_LARGE;
import static dev.cairn.platform.problem.EdgeRefusal.BODY_TOO_SLOW;

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
import java.util.Optional;
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
        if (request.getContentLengthLong() > limit) {
            refuse(request, response);
            return;
        }
        Optional<byte[]> body = read(request.getInputStream());
        if (body.isEmpty()) {
            problems.write(
                    request,
                    response,
                    new Refused(BODY_TOO_SLOW, "It was not there after " + patience.toSeconds() + " s"));
        } else if (body.get().length > limit) {
            refuse(request, response);
        } else {
            request.setAttribute(DIGEST, digest(request, body.get()));
            chain.doFilter(new BufferedRequest(request, body.get()), response);
        }
    }

    /**
     * A body that comes slowly keeps one of the server's threads for as long.
     *
     * @return one byte more than the limit where there is more; empty when it takes too long
     */
    private Optional<byte[]> read(InputStream body) throws IOException {
        long begun = System.nanoTime();
        var read = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int n = 0;
                n >= 0 && read.size() <= limit;
                n = body.read(buffer, 0, Math.min(BUFFER, limit + 1 - read.size()))) {
            read.write(buffer, 0, n);
            if (System.nanoTime() - begun > patience.toNanos()) {
                return Optional.empty();
            }
        }
        return Optional.of(read.toByteArray());
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(request, response, new Refused(BODY_TOO_LARGE, "At most " + limit + " bytes are read here"));
    }

    private static Sha256Digest digest(HttpServletRequest request, byte[] body) {
        MessageDigest hasher = Sha256Digest.hasher();
        String line = request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString() + "\n";
        hasher.update(line.getBytes(StandardCharsets.UTF_8));
        return Sha256Digest.ofHash(hasher.digest(body));
    }
}
