package dev.cairn.platform.headers;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Refuses a request whose {@code X-Forwarded-Prefix} no gateway has written: where it is believed it becomes part of the
 * address, before any other check.
 */
final class SoundPrefix extends ValveBase {

    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*){1,8}");

    SoundPrefix() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        boolean sound = Collections.list(request.getHeaders("X-Forwarded-Prefix")).stream()
                .allMatch(PREFIX.asMatchPredicate());
        if (sound) {
            getNext().invoke(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        }
    }
}
