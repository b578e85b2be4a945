package dev.cairn.approval;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.test.TestService;
import dev.cairn.test.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The approval service as its callers see it, started once for all tests of this JVM. */
final class RunningApproval {

    private static final ConfigurableApplicationContext CONTEXT = start();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private RunningApproval() {}

    private static ConfigurableApplicationContext start() {
        Map<String, Object> settings =
                TestService.springProperties("approval", TestService.temporaryDirectory("artifacts"));
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return ApprovalApplication.application().run(arguments);
    }

    static <T> T bean(Class<T> type) {
        return CONTEXT.getBean(type);
    }

    /** The addresses that the service answers at, those of management apart. */
    static RequestMappingHandlerMapping mappings() {
        return CONTEXT.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    static JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    /** An answer, read as JSON where it is. */
    record Answer(int status, HttpResponse<byte[]> response) {
        JsonNode json() {
            return EventCodec.json().readTree(response.body());
        }

        String code() {
            return json().path("type").asString().replace("https://cairn.dev/problems/", "");
        }

        String text(String field) {
            return json().path(field).asString();
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
        return send(request(token, path, headers).GET());
    }

    static Answer post(String token, String path, Object body, String... headers) {
        return write(token, "POST", path, body, headers);
    }

    static Answer write(String token, String method, String path, @Nullable Object body, String... headers) {
        BodyPublisher content = body == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(
                        body instanceof String text
                                ? text.getBytes(StandardCharsets.UTF_8)
                                : EventCodec.json().writeValueAsBytes(body));
        return send(request(token, path, headers)
                .header("Content-Type", "application/json")
                .method(method, content));
    }

    private static HttpRequest.Builder request(String token, String path, String... headers) {
        URI address =
                URI.create("http://127.0.0.1:" + CONTEXT.getEnvironment().getProperty("local.server.port") + path);
        var request = HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void eventually(ThrowingRunnable holds) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(holds);
    }

    /** What was decided under the key, in its order. */
    static List<Event> decided(String key) {
        return jdbc().sql("select type, data from events.event where key = ? and topic = 'cairn.approval'"
                        + " order by global_index")
                .param(key)
                .query((row, number) -> EventCodec.read(row.getString("type"), row.getBytes("data")))
                .list();
    }

    static <T extends Event> List<T> decided(String key, Class<T> type) {
        return decided(key).stream().filter(type::isInstance).map(type::cast).toList();
    }

    static String engineer() {
        return TestTokens.of("mia", "ml-engineer");
    }

    static String governance() {
        return TestTokens.of("gitta", "governance");
    }

    /** Somebody who has just signed in. */
    static String reviewer(String subject, String... roles) {
        return TestTokens.signedIn(Instant.now(), subject, roles);
    }
}
