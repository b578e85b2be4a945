package dev.cairn.acceptance.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;

/** One service, as one caller uses it. */
public final class Remote {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI service;
    private final String token;

    /** @param token empty to send none */
    Remote(URI service, String token) {
        this.service = service;
        this.token = token;
    }

    /** @param headers names and values in turn */
    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer head(String path, String... headers) {
        return send("HEAD", path, null, headers);
    }

    public Answer post(String path, @Nullable Object body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Answer put(String path, @Nullable Object body, String... headers) {
        return send("PUT", path, body, headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /** @param body bytes are sent as they are, a text as JSON, anything else written as JSON */
    public Answer send(String method, String path, @Nullable Object body, String... headers) {
        try {
            return attempt(method, path, body, headers);
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " broke off", e);
        }
    }

    /**
     * As {@link #send}, for transfers that may end badly.
     *
     * @throws IOException when the service breaks off
     */
    public Answer attempt(String method, String path, @Nullable Object body, String... headers) throws IOException {
        var request = HttpRequest.newBuilder(service.resolve(path)).method(method, publisher(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", body instanceof byte[] ? "application/octet-stream" : "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return Answer.of(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static BodyPublisher publisher(@Nullable Object body) {
        if (body == null) {
            return BodyPublishers.noBody();
        }
        return body instanceof byte[] bytes
                ? BodyPublishers.ofByteArray(bytes)
                : BodyPublishers.ofString(
                        body instanceof String text ? text : Json.of(body).toString());
    }
}
