package dev.cairn.test;

import dev.cairn.events.EventCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A whole service as its callers see it. Started once for all tests of a JVM, with which it ends. */
public final class RunningService {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts it, see {@link TestService}.
     *
     * @param service as its database is called, such as {@code registry}
     * @param artifacts the write-once directory
     * @param more settings of these tests, by name
     */
    public static RunningService start(
            SpringApplication application, String service, Path artifacts, Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(TestService.springProperties(service, artifacts));
        settings.putAll(more);
        return new RunningService(application.run(settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new)));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** The addresses that the service answers at, those of management apart. */
    public RequestMappingHandlerMapping mappings() {
        return context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    public Answer get(String token, String path, String... headers) {
        return send(request(token, path, headers).GET());
    }

    /** @param body text and bytes as they are, anything else as JSON; null for none */
    public Answer write(String token, String method, String path, @Nullable Object body, String... headers) {
        return writing(token, method, path, body, headers).join();
    }

    /** A call that is on its way. */
    public CompletableFuture<Answer> writing(
            String token, String method, String path, @Nullable Object body, String... headers) {
        return sending(request(token, path, headers)
                .header("Content-Type", "application/json")
                .method(method, content(body)));
    }

    private static BodyPublisher content(@Nullable Object body) {
        if (body == null) {
            return BodyPublishers.noBody();
        }
        if (body instanceof String text) {
            return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
        }
        return BodyPublishers.ofByteArray(
                body instanceof byte[] raw ? raw : EventCodec.json().writeValueAsBytes(body));
    }

    public HttpRequest.Builder request(String token, String path, String... headers) {
        var request = HttpRequest.newBuilder(address(path)).header("Authorization", "Bearer " + token);
        return headers.length == 0 ? request : request.headers(headers);
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    public Answer send(HttpRequest.Builder request) {
        return sending(request).join();
    }

    private static CompletableFuture<Answer> sending(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(Answer::of);
    }

    /** Waits until that holds. */
    public static void eventually(ThrowingRunnable holds) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(holds);
    }
}
