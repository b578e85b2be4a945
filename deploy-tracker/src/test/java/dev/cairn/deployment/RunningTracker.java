package dev.cairn.deployment;

import dev.cairn.events.EventCodec;
import dev.cairn.test.TestService;
import dev.cairn.test.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Deploy-tracker as its callers see it, started once for all tests of this JVM. */
final class RunningTracker {

    /** After which a request without an answer is refused here. */
    static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final ConfigurableApplicationContext CONTEXT = start();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private RunningTracker() {}

    private static ConfigurableApplicationContext start() {
        Map<String, Object> settings =
                new HashMap<>(TestService.springProperties("deployment", TestService.temporaryDirectory("artifacts")));
        settings.put("cairn.deployment.request.deadline", DEADLINE.toSeconds() + "s");
        settings.put("cairn.deployment.request.patience", "2s");
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return TrackerApplication.application().run(arguments);
    }

    /** To be called before anything is published: the topics are there when this returns. */
    static void started() {
        CONTEXT.getId();
    }

    /** The addresses that the service answers at, those of management apart. */
    static RequestMappingHandlerMapping mappings() {
        return CONTEXT.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    static JdbcClient jdbc() {
        return CONTEXT.getBean(JdbcClient.class);
    }

    /** An answer, read as JSON where it is. */
    record Answer(int status, HttpResponse<byte[]> response) {

        static Answer of(HttpResponse<byte[]> response) {
            return new Answer(response.statusCode(), response);
        }

        JsonNode json() {
            return EventCodec.json().readTree(response.body());
        }

        String text(String field) {
            return json().path(field).asString();
        }

        String code() {
            return text("type").replace("https://cairn.dev/problems/", "");
        }

        @Nullable
        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        @Override
        public String toString() {
            return status + " " + new String(response.body(), StandardCharsets.UTF_8);
        }
    }

    static Answer get(String token, String path, String... headers) {
        return send(request(token, path, headers).GET()).join();
    }

    static Answer post(String token, String path, Object body, String... headers) {
        return posting(token, path, body, headers).join();
    }

    /** A call that is on its way. */
    static CompletableFuture<Answer> posting(String token, String path, Object body, String... headers) {
        byte[] content = body instanceof byte[] raw ? raw : EventCodec.json().writeValueAsBytes(body);
        return send(request(token, path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(content)));
    }

    private static HttpRequest.Builder request(String token, String path, String... headers) {
        String port = CONTEXT.getEnvironment().getProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static CompletableFuture<Answer> send(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(Answer::of);
    }

    static String deployer() {
        return TestTokens.of("dora", "deployer");
    }

    static String governance() {
        return TestTokens.of("gitta", "governance");
    }

    static String auditor() {
        return TestTokens.of("otto", "auditor");
    }

    static void eventually(ThrowingRunnable holds) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(holds);
    }

    /** What this service decided about a model that has this type, in its order. */
    static List<JsonNode> events(String model, String type) {
        return jdbc().sql("select data from events.event where key = ? and type like ? order by global_index")
                .param("model:" + model)
                .param("%." + type + ".v1")
                .query((row, number) -> EventCodec.json().readTree(row.getBytes("data")))
                .list();
    }

    /** The types of a deployment's events, in their order. */
    static List<String> life(UUID deployment) {
        return jdbc().sql("select type from events.event where stream = ? order by sequence")
                .param("deployment:" + deployment)
                .query((row, number) -> row.getString("type").replaceAll(".*\\.(\\w+)\\.v1", "$1"))
                .list();
    }
}
