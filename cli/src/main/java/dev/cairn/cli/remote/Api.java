package dev.cairn.cli.remote;

import dev.cairn.cli.Failure;
import dev.cairn.events.EventCodec;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One service over HTTP, as one caller. A problem in the answer becomes a {@link Failure} with its words. */
public final class Api {

    private static @Nullable HttpClient client;

    private final URI service;
    private final Supplier<String> token;
    private final Patience patience;

    /** @param token asked for at each call; empty for nobody in particular, and fails where that is not enough */
    public Api(URI service, Supplier<String> token) {
        this(service, token, Patience.ofPeople());
    }

    Api(URI service, Supplier<String> token, Patience patience) {
        this.service = service;
        this.token = token;
        this.patience = patience;
    }

    /** The same without a limit to how long it may take: for content on its way, and for work that whoever asks follows. */
    public Api unhurried() {
        return new Api(service, token, patience.unlimited());
    }

    /** The registry, as whoever is signed in. */
    public static Api registry() {
        return ofThisUser(Endpoints::registry);
    }

    /** The approval service, as whoever is signed in. */
    public static Api approval() {
        return ofThisUser(Endpoints::approval);
    }

    /** deploy-tracker, as whoever is signed in. */
    public static Api deployment() {
        return ofThisUser(Endpoints::deployment);
    }

    /** The lineage service, as whoever is signed in. */
    public static Api lineage() {
        return ofThisUser(Endpoints::lineage);
    }

    /** The audit service, as whoever is signed in. */
    public static Api audit() {
        return ofThisUser(Endpoints::audit);
    }

    /** Each service by its name, as whoever is signed in, or as nobody in particular: for what a service tells everybody. */
    public static Map<String, Api> all(Endpoints endpoints) {
        Supplier<String> token =
                () -> Credentials.ofThisUser().present(endpoints.installation()).orElse("");
        Map<String, Api> all = new LinkedHashMap<>();
        all.put("registry", new Api(endpoints.registry(), token));
        all.put("approval", new Api(endpoints.approval(), token));
        all.put("deployment", new Api(endpoints.deployment(), token));
        all.put("lineage", new Api(endpoints.lineage(), token));
        all.put("audit", new Api(endpoints.audit(), token));
        return all;
    }

    private static Api ofThisUser(Function<Endpoints, URI> service) {
        var endpoints = Endpoints.fromEnvironment();
        return new Api(service.apply(endpoints), () -> Credentials.ofThisUser().require(endpoints.installation()));
    }

    /** Text as one segment of a path or one value of a query. */
    public static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A path of an artifact, its segments escaped one by one. */
    public static String escapedPath(String path) {
        return Stream.of(path.split("/", -1)).map(Api::escaped).collect(Collectors.joining("/"));
    }

    public URI service() {
        return service;
    }

    /** The path, as {@link #request} takes it, of an address that this service answered with. */
    public String path(HttpResponse<?> answer, String address) {
        String path = answer.uri().resolve(address).getPath();
        return path.startsWith(service.getPath() + "/")
                ? path.substring(service.getPath().length())
                : path;
    }

    public JsonNode get(String path) {
        return json(send(request(path).GET().build()));
    }

    /** Whether there is something at {@code path} that this caller may know of. */
    public boolean exists(String path) {
        HttpResponse<InputStream> response =
                exchange(request(path).method("HEAD", BodyPublishers.noBody()).build());
        return response.statusCode() < 300;
    }

    /** A request that may be repeated: it carries an idempotency key of its own. */
    public JsonNode post(String path, Object body) {
        return write("POST", path, body, UUID.randomUUID().toString());
    }

    public JsonNode put(String path, Object body) {
        return write("PUT", path, body, UUID.randomUUID().toString());
    }

    public JsonNode delete(String path) {
        return write("DELETE", path, null, UUID.randomUUID().toString());
    }

    /** @param body sent as JSON; raw bytes as they are; null for none */
    public JsonNode write(String method, String path, @Nullable Object body, String idempotencyKey) {
        BodyPublisher content = body == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(
                        body instanceof byte[] raw ? raw : EventCodec.json().writeValueAsBytes(body));
        return json(send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .method(method, content)
                .build()));
    }

    /** A request to be built further. */
    public HttpRequest.Builder request(String path) {
        var request = patience.limit(HttpRequest.newBuilder(URI.create(service + path)))
                .header("User-Agent", "cairn/0.1");
        String known = token.get();
        return known.isEmpty() ? request : request.header("Authorization", "Bearer " + known);
    }

    /** What was asked for was not done, or nobody knows whether it was. */
    public static final class NotDone extends Failure {

        private static final int UNKNOWN = 0;
        private static final Set<Integer> FOR_NOW = Set.of(UNKNOWN, 408, 409, 429);

        private final int status;

        private NotDone(String message, @Nullable String next, int status) {
            super(message, next);
            this.status = status;
        }

        /** Whether the same may be done when it is asked for again: the connection broke, or the service cannot now. */
        public boolean mayWorkLater() {
            return FOR_NOW.contains(status) || status >= 500;
        }
    }

    /** @throws NotDone when the answer is no, in the words of its problem */
    public HttpResponse<InputStream> send(HttpRequest request) {
        HttpResponse<InputStream> response = exchange(request);
        if (response.statusCode() >= 400) {
            throw failure(request, response);
        }
        return response;
    }

    /**
     * Sends and gives the answer whatever it is.
     *
     * @throws NotDone when there is none
     */
    public HttpResponse<InputStream> exchange(HttpRequest request) {
        try {
            return patience.send(client(), service, request, BodyHandlers.ofInputStream());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new NotDone(
                    "Nothing answers at " + service + ".", Advice.whereNothingAnswers(service), NotDone.UNKNOWN);
        } catch (HttpTimeoutException e) {
            throw new NotDone(
                    patience.overrun(service),
                    Advice.whereNobodyKnows(Advice.whereNothingComes(service), request.method()),
                    NotDone.UNKNOWN);
        } catch (SSLException e) {
            throw new NotDone(
                    service + " is not who it should be, or speaks no TLS: " + e.getMessage(),
                    "Compare the address; where your company signs its own certificates, name its authority's file in CAIRN_CA.",
                    NotDone.UNKNOWN);
        } catch (IOException e) {
            throw new NotDone(
                    request.method() + " " + request.uri() + " broke off: " + e.getMessage(),
                    Advice.whereNobodyKnows("Try again", request.method()),
                    NotDone.UNKNOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while waiting for " + service, null);
        }
    }

    /** Made when it is needed, so that a file of authorities that cannot be read is told as any failure is. */
    private static synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(Authorities.trusted())
                    .build();
        }
        return client;
    }

    private static JsonNode json(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] content = body.readAllBytes();
            return content.length == 0
                    ? EventCodec.json().createObjectNode()
                    : EventCodec.json().readTree(content);
        } catch (JacksonException e) {
            throw new Failure(
                    "The answer of " + response.uri() + ", status " + response.statusCode() + ", is not Cairn's.",
                    "Look whether something else listens there; CAIRN_REGISTRY and CAIRN_AUDIT say where Cairn is.");
        } catch (IOException e) {
            throw new Failure("The answer of " + response.uri() + " broke off: " + e.getMessage(), "Try again.");
        }
    }

    private static Failure failure(HttpRequest request, HttpResponse<InputStream> response) {
        if (response.statusCode() == 401
                && request.headers()
                        .firstValue("Authorization")
                        .equals(Credentials.given().map("Bearer "::concat))) {
            return Credentials.givenIsRefused();
        }
        JsonNode problem = json(response);
        return problem instanceof ObjectNode object && object.has("title")
                ? new NotDone(sentence(object), Advice.of(object, request.method()), response.statusCode())
                : new NotDone(
                        request.method() + " " + request.uri() + " was answered with status " + response.statusCode()
                                + " and no explanation.",
                        "The service's log may have one.",
                        response.statusCode());
    }

    private static String sentence(ObjectNode problem) {
        var text = new StringBuilder(problem.path("title").asString());
        if (problem.hasNonNull("detail")) {
            text.append(": ").append(problem.path("detail").asString());
        }
        problem.path("faults")
                .forEach(fault -> text.append("\n  ")
                        .append(fault.path("pointer").asString())
                        .append("  ")
                        .append(fault.path("message").asString()));
        return text.toString();
    }
}
