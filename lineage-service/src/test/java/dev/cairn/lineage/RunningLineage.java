package dev.cairn.lineage;

import dev.cairn.test.Answer;
import dev.cairn.test.RunningService;
import dev.cairn.test.TestService;
import dev.cairn.test.TestTokens;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** The lineage service as its callers see it, started once for all tests of this JVM. */
final class RunningLineage {

    static final RunningService SERVICE = RunningService.start(
            LineageApplication.application(), "lineage", TestService.temporaryDirectory("artifacts"), Map.of());

    private RunningLineage() {}

    static Answer get(String token, String path) {
        return SERVICE.get(token, path);
    }

    static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String engineer() {
        return TestTokens.of("mia", "ml-engineer");
    }

    /** What the engineer gets there once it is as it should be. */
    static Answer await(String path, Predicate<Answer> until) {
        return Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> get(engineer(), path), until);
    }

    static String graph(String node, String direction) {
        return "/api/v1/graph?node=" + escaped(node) + "&direction=" + direction;
    }

    static TreeSet<String> ids(JsonNode graph) {
        return graph.path("nodes")
                .valueStream()
                .map(node -> node.path("id").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Each as {@code <downstream> <kind> <upstream>}. */
    static TreeSet<String> edges(JsonNode graph) {
        return graph.path("edges")
                .valueStream()
                .map(edge -> edge.path("downstream").asString() + " "
                        + edge.path("kind").asString() + " "
                        + edge.path("upstream").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static JsonNode node(JsonNode graph, String id) {
        return graph.path("nodes")
                .valueStream()
                .filter(node -> node.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not in " + graph));
    }
}
