package dev.cairn.platform.connection;

import static dev.cairn.platform.problem.EdgeRefusal.BODIES_TOO_MANY;

import dev.cairn.platform.problem.ProblemWriter;
import dev.cairn.platform.problem.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets nobody who signed in hold more than a share of the server's threads with requests that have a body, however slowly they
 * send it. What is over the share is refused at once, and its body is not waited for.
 */
final class OnesShare extends OncePerRequestFilter {

    private final int share;
    private final ProblemWriter problems;
    private final Map<String, Integer> sending = new ConcurrentHashMap<>();

    /** @param share how many requests with a body one caller may have at once */
    OnesShare(int share, ProblemWriter problems) {
        this.share = share;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        boolean body = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        return !body || request.getUserPrincipal() == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Principal caller = request.getUserPrincipal();
        try {
            if (sending.merge(caller.getName(), 1, Integer::sum) > share) {
                problems.write(
                        request,
                        response,
                        new Refused(BODIES_TOO_MANY, "You are sending " + share + " requests already; wait for some"));
            } else {
                chain.doFilter(request, response);
            }
        } finally {
            sending.computeIfPresent(caller.getName(), (name, count) -> count == 1 ? null : count - 1);
        }
    }
}
