package dev.cairn.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The objects of a release.
 *
 * @param name of the values that it was rendered with
 */
record Rendering(String name, String text, List<JsonNode> objects) {

    static final List<String> SERVICES = List.of("registry", "approval", "deployment", "lineage", "audit");

    private static final Path EXAMPLES = Path.of("examples");
    private static final Map<String, Rendering> RENDERED = new ConcurrentHashMap<>();

    /** With each of the examples. */
    static Stream<Rendering> all() {
        return Stream.of(minimal(), everything());
    }

    static Rendering minimal() {
        return of("minimal");
    }

    static Rendering everything() {
        return of("everything");
    }

    private static Rendering of(String example) {
        return RENDERED.computeIfAbsent(example, name -> render(name, "acme", List.of()));
    }

    /** The smallest example with some values that are set. */
    static Rendering minimal(String release, String... set) {
        return render("minimal", release, List.of(set));
    }

    private static Rendering render(String example, String release, List<String> set) {
        var answer = Helm.template(release, set, example(example));
        assertThat(answer.code()).as(answer.remarks()).isZero();
        return new Rendering(example, answer.output(), Yaml.documents(answer.output()));
    }

    static Path example(String name) {
        return EXAMPLES.resolve(name + ".yaml");
    }

    Stream<JsonNode> kind(String kind) {
        return objects.stream().filter(object -> object.path("kind").asString().equals(kind));
    }

    /** The one of a kind that is about a service, or another part of the chart. */
    JsonNode about(String kind, String component) {
        return kind(kind)
                .filter(object -> component.equals(label(object, "app.kubernetes.io/component")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " has no " + kind + " of " + component));
    }

    /** Of deployments and jobs. */
    Stream<JsonNode> pods() {
        return Stream.concat(kind("Deployment"), kind("Job")).map(object -> object.at("/spec/template"));
    }

    Stream<JsonNode> containers() {
        return pods().flatMap(pod ->
                Stream.concat(Yaml.each(pod.at("/spec/containers")), Yaml.each(pod.at("/spec/initContainers"))));
    }

    /** Those of the services. */
    Stream<JsonNode> servers() {
        return kind("Deployment").flatMap(deployment -> Yaml.each(deployment.at("/spec/template/spec/containers")));
    }

    static String called(JsonNode object) {
        return object.at("/metadata/name").asString();
    }

    static String label(JsonNode object, String label) {
        return object.path("metadata").path("labels").path(label).asString("");
    }

    /** Whether each label that is asked for is there. */
    static boolean selects(JsonNode labels, JsonNode object) {
        return !labels.isEmpty()
                && labels.properties().stream()
                        .allMatch(wanted -> wanted.getValue().asString().equals(label(object, wanted.getKey())));
    }

    @Override
    public String toString() {
        return name;
    }
}
