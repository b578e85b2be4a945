package dev.cairn.benchmarks.steady;

import dev.cairn.events.EventCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Requests, in turn to each instance of a service. */
final class Http {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Place place;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger turn = new AtomicInteger();

    Http(Place place) {
        this.place = place;
    }

    /**
     * What came back.
     *
     * @param body as JSON; missing where it is none
     * @param problem status and problem type; empty where it went well
     */
    record Answer(JsonNode body, String problem) {
        boolean good() {
            return problem.isEmpty();
        }
    }

    /** One request of a person to a service. */
    record Call(String person, String service, String method, String path, Object body) {}

    CompletableFuture<Answer> send(Call call) {
        List<URI> instances = place.services().get(call.service);
        URI instance = instances.get(Math.floorMod(turn.getAndIncrement(), instances.size()));
        boolean bytes = call.body instanceof byte[];
        var request = HttpRequest.newBuilder(URI.create(instance.toString().replaceAll("/$", "") + call.path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + place.tokens().get(call.person))
                .header("Content-Type", bytes ? "application/octet-stream" : "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .method(call.method, body(call.body))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString())
                .handle((response, failure) -> failure == null
                        ? answer(response)
                        : new Answer(EventCodec.json().missingNode(), "no answer: " + failure.getMessage()));
    }

    private static BodyPublisher body(Object body) {
        if (body instanceof byte[] content) {
            return BodyPublishers.ofByteArray(content);
        }
        return "".equals(body)
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(EventCodec.json().writeValueAsBytes(body));
    }

    private static Answer answer(HttpResponse<String> response) {
        JsonNode json = json(response.body());
        boolean good = response.statusCode() / 100 == 2;
        return new Answer(
                json,
                good ? "" : response.statusCode() + " " + json.path("type").asString("without a problem"));
    }

    private static JsonNode json(String text) {
        try {
            return text.startsWith("{")
                    ? EventCodec.json().readTree(text)
                    : EventCodec.json().missingNode();
        } catch (JacksonException e) {
            return EventCodec.json().missingNode();
        }
    }
}
