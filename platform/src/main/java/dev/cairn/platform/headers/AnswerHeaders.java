package dev.cairn.platform.headers;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/**
 * An answer is data: no browser runs it, frames it, guesses at its type, or tells others where it was. No page of another
 * origin reads it, since nothing allows that. Caching is each answer's own affair; what says nothing about it is not stored.
 */
public final class AnswerHeaders {

    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer");

    /** A year, for this name alone: other services may live below it. Browsers heed it over TLS only. */
    private static final String TLS_ALONE = "max-age=31536000";

    private AnswerHeaders() {}

    public static void write(HttpServletRequest request, HttpServletResponse response) {
        ALWAYS.forEach(response::setHeader);
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", TLS_ALONE);
        }
    }
}
