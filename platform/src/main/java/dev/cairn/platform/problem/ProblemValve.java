package dev.cairn.platform.problem;

import static dev.cairn.platform.problem.EdgeRefusal.METHOD_NOT_ALLOWED;
import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;
import static dev.cairn.platform.problem.EdgeRefusal.UNAVAILABLE;
import static dev.cairn.platform.problem.EdgeRefusal.UNEXPECTED;

import dev.cairn.platform.headers.AnswerHeaders;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with a problem what Tomcat refuses by itself, before any filter sees it, such as an address that cannot be
 * decoded. Tomcat makes it by its class's name.
 */
public final class ProblemValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ProblemValve.class);
    private static final JsonMapper JSON = Problems.json();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemDetail problem = Problems.describe(
                refusal(status),
                "The address, the method, a header or the way the request is written is not allowed",
                status);
        AnswerHeaders.write(request, response);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding("utf-8");
            PrintWriter body = response.getReporter();
            if (body != null) {
                body.write(JSON.writeValueAsString(problem));
                response.finishResponse();
            }
        } catch (IOException e) {
            log.debug("The caller left before a problem could be sent", e);
        }
    }

    /** What Tomcat knows nothing about (501) is the caller's to write otherwise, like all that it finds wrong. */
    private static EdgeRefusal refusal(int status) {
        return switch (status) {
            case HttpServletResponse.SC_METHOD_NOT_ALLOWED -> METHOD_NOT_ALLOWED;
            case HttpServletResponse.SC_SERVICE_UNAVAILABLE -> UNAVAILABLE;
            case HttpServletResponse.SC_INTERNAL_SERVER_ERROR -> UNEXPECTED;
            default -> REQUEST_MALFORMED;
        };
    }
}
