package dev.cairn.platform.problem;

import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;
import static dev.cairn.platform.problem.EdgeRefusal.UNEXPECTED;

import java.io.IOException;
import java.io.PrintWriter;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
        EdgeRefusal refusal = status < 500 ? REQUEST_MALFORMED : UNEXPECTED;
        ProblemDetail problem = Problems.describe(
                refusal, "The address, a header or the way the request is written is not allowed", status);
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
}
