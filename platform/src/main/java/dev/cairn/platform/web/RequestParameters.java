package dev.cairn.platform.web;

import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;

import dev.cairn.platform.problem.ProblemWriter;
import dev.cairn.platform.problem.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses parameters that are no text: what cannot be decoded, and the character NUL, which PostgreSQL keeps in none. */
final class RequestParameters extends OncePerRequestFilter {

    private final ProblemWriter problems;

    RequestParameters(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (areText(request)) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    request, response, new Refused(REQUEST_MALFORMED, "A parameter is text in UTF-8 without NUL"));
        }
    }

    private static boolean areText(HttpServletRequest request) {
        try {
            return request.getParameterMap().values().stream()
                    .flatMap(Stream::of)
                    .noneMatch(value -> value.indexOf('\0') >= 0);
        } catch (InvalidParameterException e) {
            return false;
        }
    }
}
