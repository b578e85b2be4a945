package dev.cairn.cli.signin;

import dev.cairn.cli.Failure;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.EventCodec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Speaks HTTP with whoever tells about or gives tokens; keeps cookies as a browser does, and follows nothing by itself. */
final class IssuerClient {

    private static final String HINT = "Look whether the address is right; CAIRN_ISSUER says which issuer is asked.";

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    HttpResponse<String> get(URI address, String type) {
        return exchange(request(address).header("Accept", type).GET());
    }

    HttpResponse<String> post(URI address, Map<String, String> form) {
        return exchange(request(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(form))));
    }

    /** @throws Failure when the answer is no object */
    static JsonNode json(HttpResponse<String> response) {
        try {
            JsonNode answer = EventCodec.json().readTree(response.body());
            if (answer.isObject()) {
                return answer;
            }
        } catch (JacksonException e) {
            // Told below, as what is JSON of another kind
        }
        throw new Failure(
                "What answers at " + response.uri() + " with status " + response.statusCode() + " is no issuer.", HINT);
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> Api.escaped(field.getKey()) + "=" + Api.escaped(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static Map<String, String> parameters(URI address) {
        return Stream.of(String.valueOf(address.getRawQuery()).split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, b) -> a));
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new Failure(
                    "Nobody answers at " + request.uri().resolve("/") + ", where you would sign in.",
                    "Start Cairn with: cairn up   (or say where yours is with --url or CAIRN_ISSUER)");
        } catch (IOException e) {
            throw new Failure(request.uri().resolve("/") + " broke off: " + e.getMessage(), HINT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while signing in", null);
        }
    }
}
