package dev.cairn.test;

import dev.cairn.events.EventCodec;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a service answered, read as JSON where it is. */
public record Answer(int status, HttpResponse<byte[]> response) {

    static Answer of(HttpResponse<byte[]> response) {
        return new Answer(response.statusCode(), response);
    }

    public JsonNode json() {
        return EventCodec.json().readTree(response.body());
    }

    public String text(String field) {
        return json().path(field).asString();
    }

    /** What a problem is called. */
    public String code() {
        return text("type").replace("https://cairn.dev/problems/", "");
    }

    public @Nullable String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    @Override
    public String toString() {
        return status + " " + new String(response.body(), StandardCharsets.UTF_8);
    }
}
