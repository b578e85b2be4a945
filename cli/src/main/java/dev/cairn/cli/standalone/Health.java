package dev.cairn.cli.standalone;

import dev.cairn.cli.Failure;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.EventCodec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a service says of itself.
 *
 * @param answer of {@code /actuator/health}; empty when the service does not answer
 * @param meters of {@code /actuator/prometheus}, a line each
 */
record Health(JsonNode answer, List<String> meters) {

    private static final String TITLE = "title";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Health of(int port) {
        return new Health(
                json(get(port, "/actuator/health")),
                get(port, "/actuator/prometheus").lines().toList());
    }

    /** What a service says to whoever is signed in, or to anybody; without meters, which are not for everybody. */
    static Health of(Api service) {
        try (InputStream body = service.exchange(
                        service.request("/actuator/health").GET().build())
                .body()) {
            return new Health(json(new String(body.readAllBytes(), StandardCharsets.UTF_8)), List.of());
        } catch (Api.NotDone e) {
            return new Health(EventCodec.json().createObjectNode().put(TITLE, e.getMessage()), List.of());
        } catch (IOException e) {
            return new Health(EventCodec.json().createObjectNode(), List.of());
        }
    }

    private static JsonNode json(String text) {
        try {
            return text.isEmpty()
                    ? EventCodec.json().createObjectNode()
                    : EventCodec.json().readTree(text);
        } catch (JacksonException e) {
            // Somebody else's answer, on a port that we thought ours
            return EventCodec.json().createObjectNode();
        }
    }

    private static String get(int port, String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return CLIENT.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while asking the services", null);
        }
    }

    boolean up() {
        return state().equals("up");
    }

    /** In one word; {@code away} when it does not answer, or something else does for it. */
    String state() {
        JsonNode status = answer.path("status");
        return status.isString() ? status.asString().toLowerCase(Locale.ROOT) : "away";
    }

    /** A sentence for each part that is not up, or what was answered in the place of that. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        if (answer.has(TITLE)) {
            String detail = answer.path("detail").asString("");
            complaints.add(answer.path(TITLE).asString() + (detail.isEmpty() ? "" : ": " + detail));
        }
        answer.path("components").forEachEntry((part, state) -> {
            String status = state.path("status").asString();
            if (!status.equals("UP")) {
                complaints.add(part + " is " + status + ": " + words(state.path("details")));
            }
        });
        return complaints;
    }

    private static String words(JsonNode details) {
        List<String> words = new ArrayList<>();
        details.forEachEntry((name, value) -> words.add(name + " " + (value.isValueNode() ? value.asString() : value)));
        return String.join(", ", words);
    }

    /** A detail of a part, as text; "?" when it is not told. */
    String detail(String part, String name) {
        return answer.path("components").path(part).path("details").path(name).asString("?");
    }

    /** A meter without labels of its own, the sum of all it has; empty when there is none, or nothing was measured yet. */
    OptionalDouble meter(String name) {
        var values = meters.stream()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        return values.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Arrays.stream(values).sum());
    }
}
