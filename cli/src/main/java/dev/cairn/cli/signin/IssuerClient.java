package dev.cairn.cli.signin;

import dev.cairn.cli.Failure;
import dev.cairn.cli.remote.Advice;
import dev.cairn.cli.remote.Api;
import dev.cairn.cli.remote.Authorities;
import dev.cairn.cli.remote.Patience;
import dev.cairn.events.EventCodec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Speaks HTTP with one who tells about or gives tokens, for the time of one sign-in, and follows nothing by itself. It keeps
 * cookies as a browser does, which on this machine sends back also those that want an encrypted way; Java's own keeper would not.
 */
final class IssuerClient {

    private static final String HINT = "Look whether the address is right; CAIRN_ISSUER says which issuer is asked.";

    private static final Pattern ENDED = Pattern.compile("(?i);\\s*max-age=(0|-\\d+)\\b");

    private final HttpClient http = HttpClient.newBuilder()
            .sslContext(Authorities.trusted())
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final Patience patience = Patience.ofPeople();
    private final Map<String, String> cookies = new LinkedHashMap<>();

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

    private HttpRequest.Builder request(URI address) {
        var request = patience.limit(HttpRequest.newBuilder(address));
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private void keep(String cookie) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        if (pair.length < 2 || pair[1].isBlank() || ENDED.matcher(cookie).find()) {
            cookies.remove(pair[0].strip());
        } else {
            cookies.put(pair[0].strip(), pair[1].strip());
        }
    }

    private HttpResponse<String> exchange(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response =
                    patience.send(http, request.uri().resolve("/"), request, BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (ConnectException e) {
            throw new Failure(
                    "Nobody answers at " + request.uri().resolve("/") + ", where you would sign in.",
                    Advice.whereNothingAnswers(request.uri()));
        } catch (IOException e) {
            throw new Failure(request.uri().resolve("/") + " broke off: " + e.getMessage(), HINT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while signing in", null);
        }
    }
}
