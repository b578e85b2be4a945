package dev.cairn.deployment;

import dev.cairn.events.EventCodec;
import dev.cairn.test.Answer;
import dev.cairn.test.RunningService;
import dev.cairn.test.TestService;
import dev.cairn.test.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Deploy-tracker as its callers see it, started once for all tests of this JVM. */
final class RunningTracker {

    /** After which a request without an answer is refused here. */
    static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final RunningService SERVICE = RunningService.start(
            TrackerApplication.application(),
            "deployment",
            TestService.temporaryDirectory("artifacts"),
            Map.of(
                    "cairn.deployment.request.deadline",
                    DEADLINE.toSeconds() + "s",
                    "cairn.deployment.request.patience",
                    "2s"));

    private RunningTracker() {}

    /** To be called before anything is published: the topics are there when this returns. */
    static void started() {
        SERVICE.mappings();
    }

    static RequestMappingHandlerMapping mappings() {
        return SERVICE.mappings();
    }

    static JdbcClient jdbc() {
        return SERVICE.bean(JdbcClient.class);
    }

    static Answer get(String token, String path, String... headers) {
        return SERVICE.get(token, path, headers);
    }

    static Answer post(String token, String path, Object body, String... headers) {
        return posting(token, path, body, headers).join();
    }

    /** A call that is on its way. */
    static CompletableFuture<Answer> posting(String token, String path, Object body, String... headers) {
        return SERVICE.writing(token, "POST", path, body, headers);
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
