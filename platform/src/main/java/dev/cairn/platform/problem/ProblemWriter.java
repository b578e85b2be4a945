package dev.cairn.platform.problem;

import static dev.cairn.platform.problem.EdgeRefusal.ROLE_MISSING;
import static dev.cairn.platform.problem.EdgeRefusal.TOKEN_INVALID;
import static dev.cairn.platform.problem.EdgeRefusal.TOKEN_MISSING;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem where no controller is reached: in filters, and where the token fails. */
public final class ProblemWriter implements AccessDeniedHandler {

    private final Problems problems;
    private final JsonMapper json;

    ProblemWriter(Problems problems, JsonMapper json) {
        this.problems = problems;
        this.json = json;
    }

    /**
     * Asks for a token, or for another.
     *
     * @param parameters of the challenge, each with a comma before it
     */
    public void challenge(HttpServletRequest request, HttpServletResponse response, String parameters)
            throws IOException {
        boolean sent = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        String challenge = (sent ? ", error=\"invalid_token\"" : "") + parameters;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer" + challenge.replaceFirst("^,", ""));
        // Why a token fails is told in general only: details help whoever forges one.
        write(
                request,
                response,
                sent
                        ? new Refused(
                                TOKEN_INVALID, "It is expired, not signed by a trusted issuer, or not for this service")
                        : new Refused(TOKEN_MISSING, "No Authorization header came with it"));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        write(
                request,
                response,
                new Refused(ROLE_MISSING, "None of the token's roles opens " + request.getRequestURI()));
    }

    public void write(HttpServletRequest request, HttpServletResponse response, Refused refused) throws IOException {
        ProblemDetail problem = problems.of(refused, request);
        response.setStatus(problem.getStatus());
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Problems.RETRY_SECONDS);
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
