package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.system.Answer;
import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.acceptance.system.Waiting;
import dev.cairn.test.Clause;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LineageTest {

    private final RunningCairn cairn = RunningCairn.shared();
    private final Caller mia = cairn.person("mia");
    private final String model = mia.newModel();
    private final String data = "data:payments-of-" + model + "@2026-09";
    private final String commit = "0123456789abcdef0123456789abcdef01234567";

    /** A version of data, code and an experiment, and one that was made from it. */
    private void register() {
        Draft.trained()
                .with("data", List.of(Map.of("name", "payments-of-" + model, "version", "2026-09")))
                .with(
                        "code",
                        Map.of("repository", "https://git.example.com/" + model, "commit", commit, "dirty", false))
                .with("experiment", Map.of("name", "trial-of-" + model))
                .registered(mia, model);
        Draft.trained()
                .with("parents", List.of(Map.of("model", model, "version", "1.0.0")))
                .registered(mia, model);
    }

    @Test
    @Clause({"LIN-1", "LIN-2", "LIN-3"})
    void what_a_manifest_names_is_linked_by_itself_and_followed_both_ways() {
        register();

        assertThat(edges(graph(version("1.0.1"), "UPSTREAM", "derived-from")))
                .containsExactlyInAnyOrder(
                        version("1.0.1") + " derived-from " + version("1.0.0"),
                        version("1.0.0") + " used " + data,
                        version("1.0.0") + " built-from code:https://git.example.com/" + model + "@" + commit,
                        version("1.0.0") + " produced-in experiment:trial-of-" + model);
        assertThat(edges(graph(data, "DOWNSTREAM", "derived-from")))
                .containsExactlyInAnyOrder(
                        version("1.0.0") + " used " + data, version("1.0.1") + " derived-from " + version("1.0.0"));
    }

    @Test
    @Clause("LIN-4")
    void a_version_whose_record_lacks_something_says_what() {
        register();
        graph(version("1.0.1"), "UPSTREAM", "derived-from");

        assertThat(provenance("1.0.0").path("missing")).isEmpty();
        assertThat(provenance("1.0.1").path("missing").toString()).isEqualTo("[\"data\",\"code\",\"experiment\"]");
    }

    @Test
    @Clause({"LIN-2", "ACL-1"})
    void the_lineage_of_a_restricted_model_is_hidden_from_others() {
        String hidden = mia.newModel(Map.of("sensitivity", "RESTRICTED"));
        String secret = "data:secrets-of-" + hidden + "@1";
        Draft.trained()
                .with("data", List.of(Map.of("name", "secrets-of-" + hidden, "version", "1")))
                .registered(mia, hidden);
        Waiting.untilTrue(
                "the lineage of " + hidden,
                () -> answered(mia, secret, "DOWNSTREAM").json().path("edges").size() == 1);
        Caller stranger = cairn.person("dan");

        answered(stranger, "version:" + hidden + "/1.0.0", "UPSTREAM").problem(404, "node-unknown");
        answered(stranger, secret, "DOWNSTREAM").problem(404, "node-unknown");
    }

    private JsonNode provenance(String label) {
        return mia.lineage()
                .get("/api/v1/provenance/" + model + "/" + label)
                .expect(200)
                .json();
    }

    private String version(String label) {
        return "version:" + model + "/" + label;
    }

    private static Answer answered(Caller caller, String node, String direction) {
        return caller.lineage()
                .get("/api/v1/graph?node=" + URLEncoder.encode(node, StandardCharsets.UTF_8) + "&direction="
                        + direction);
    }

    /** The graph, once it has an edge of the kind that is registered last. */
    private JsonNode graph(String node, String direction, String lastKind) {
        Waiting.untilTrue(
                "edge " + lastKind + " at " + node,
                () -> edges(answered(mia, node, direction).json()).stream().anyMatch(edge -> edge.contains(lastKind)));
        return answered(mia, node, direction).expect(200).json();
    }

    private static TreeSet<String> edges(JsonNode graph) {
        return graph.path("edges")
                .valueStream()
                .map(edge -> edge.path("downstream").asString() + " "
                        + edge.path("kind").asString() + " "
                        + edge.path("upstream").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
