package dev.cairn.acceptance.system;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** What a service answered. */
public record Answer(int status, HttpHeaders headers, byte[] body) {

    static Answer of(HttpResponse<byte[]> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    /** @throws AssertionError with the whole answer when it has another status */
    public Answer expect(int expected) {
        if (status != expected) {
            throw new AssertionError("Expected " + expected + ", got " + this);
        }
        return this;
    }

    /** @throws AssertionError when it is no problem (RFC 9457) of this status and type that says what to do next */
    public JsonNode problem(int expected, String type) {
        expect(expected);
        JsonNode problem = json();
        boolean whole = header("Content-Type").startsWith("application/problem+json")
                && problem.path("type").asString("").equals("https://cairn.dev/problems/" + type)
                && problem.hasNonNull("title")
                && problem.hasNonNull("next");
        if (!whole) {
            throw new AssertionError("Expected the problem " + type + ", got " + this);
        }
        return problem;
    }

    public JsonNode json() {
        return Json.read(body);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Empty when it is absent. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    @Override
    public String toString() {
        return status + " " + text();
    }
}
