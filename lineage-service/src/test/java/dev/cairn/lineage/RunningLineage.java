package dev.cairn.lineage;

import dev.cairn.events.EventCodec;
import dev.cairn.test.TestService;
import dev.cairn.test.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The lineage service as its callers see it, started once for all tests of this JVM. */
final class RunningLineage {

    private static final ConfigurableApplicationContext CONTEXT = start();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private RunningLineage() {}

    private static ConfigurableApplicationContext start() {
        Map<String, Object> settings =
                TestService.springProperties("lineage", TestService.temporaryDirectory("artifacts"));
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return LineageApplication.application().run(arguments);
    }

    static <T> T bean(Class<T> type) {
        return CONTEXT.getBean(type);
    }

    record Answer(int status, JsonNode json) {}

    static Answer get(String token, String path) {
        String port = CONTEXT.getEnvironment().getProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            var response = CLIENT.send(request, BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), EventCodec.json().readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String engineer() {
        return TestTokens.of("mia", "ml-engineer");
    }
}
