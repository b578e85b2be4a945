package dev.cairn.platform.web;

import static dev.cairn.platform.problem.EdgeRefusal.BODY_TOO_LARGE;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.problem.ProblemWriter;
import dev.cairn.platform.problem.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the bodies of writes up to the limit, whatever length they declare, and keeps the digest of the request that an
 * idempotency key stands for. Content of artifacts ({@code application/octet-stream}) passes through untouched.
 */
final class RequestBodies extends OncePerRequestFilter {

    static final String DIGEST = RequestBodies.class.getName() + ".digest";

    private final int limit;
    private final ProblemWriter problems;

    RequestBodies(int limit, ProblemWriter problems) {
        this.limit = limit;
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
        byte[] body = request.getInputStream().readNBytes(limit + 1);
        if (body.length > limit) {
            refuse(request, response);
            return;
        }
        request.setAttribute(DIGEST, digest(request, body));
        chain.doFilter(new BufferedRequest(request, body), response);
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
