package dev.cairn.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How the objects of a release belong together. */
class ReleaseTest {

    static Stream<Rendering> renderings() {
        return Rendering.all();
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void aServiceLeadsToThePodsOfItsDeploymentAndToNoOther(Rendering rendering) {
        assertThat(rendering.kind("Service")).hasSize(5).allSatisfy(service -> {
            List<JsonNode> pods = rendering
                    .pods()
                    .filter(pod -> Rendering.selects(service.at("/spec/selector"), pod))
                    .toList();
            assertThat(pods).singleElement().satisfies(pod -> {
                JsonNode port = pod.at("/spec/containers/0/ports/0");
                assertThat(service.at("/spec/ports/0/targetPort").asString())
                        .isEqualTo(port.path("name").asString());
                assertThat(service.at("/spec/ports/0/port").asInt())
                        .isEqualTo(port.path("containerPort").asInt());
            });
        });
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void everyDeploymentSelectsItsOwnPodsAndHasABudgetForDisruption(Rendering rendering) {
        assertThat(rendering.kind("Deployment")).hasSize(5).allSatisfy(deployment -> {
            JsonNode pod = deployment.at("/spec/template");
            assertThat(Rendering.selects(deployment.at("/spec/selector/matchLabels"), pod))
                    .isTrue();
            assertThat(rendering.kind("PodDisruptionBudget"))
                    .filteredOn(budget -> Rendering.selects(budget.at("/spec/selector/matchLabels"), pod))
                    .hasSize(1);
            assertThat(Yaml.each(pod.at("/spec/topologySpreadConstraints")))
                    .hasSize(2)
                    .allMatch(spread -> Rendering.selects(spread.at("/labelSelector/matchLabels"), pod));
        });
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void whatIsMountedIsThere(Rendering rendering) {
        Set<String> maps = rendering.kind("ConfigMap").map(Rendering::called).collect(Collectors.toSet());
        Set<String> accounts =
                rendering.kind("ServiceAccount").map(Rendering::called).collect(Collectors.toSet());
        assertThat(rendering.kind("Deployment")).allSatisfy(deployment -> {
            JsonNode pod = deployment.at("/spec/template/spec");
            assertThat(accounts).contains(pod.path("serviceAccountName").asString());
            assertThat(Yaml.each(pod.path("volumes")).filter(volume -> volume.has("configMap")))
                    .isNotEmpty()
                    .allMatch(
                            volume -> maps.contains(volume.at("/configMap/name").asString()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "an-organisation-with-a-name-as-long-as-helm-allows-it"})
    void noNameIsTooLong(String release) {
        List<JsonNode> objects = Rendering.minimal(release, "setup.enabled=true", "setup.secret=s")
                .objects();
        assertThat(objects)
                .extracting(object -> Rendering.called(object).length())
                .allMatch(length -> length <= 63);
        assertThat(Helm.accepted(Rendering.minimal(release).text()).output()).isEmpty();
    }

    @Test
    void twoReleasesInOneNamespaceShareNothing() {
        Rendering one = Rendering.minimal("one");
        Rendering other = Rendering.minimal("other");
        assertThat(names(one)).doesNotContainAnyElementsOf(names(other));
        assertThat(one.kind("Service"))
                .allSatisfy(service -> assertThat(other.pods())
                        .noneMatch(pod -> Rendering.selects(service.at("/spec/selector"), pod)));
        assertThat(one.kind("NetworkPolicy"))
                .allSatisfy(policy -> assertThat(other.pods())
                        .noneMatch(pod -> Rendering.selects(policy.at("/spec/podSelector/matchLabels"), pod)));
    }

    private static Set<String> names(Rendering rendering) {
        return rendering.objects().stream()
                .map(object -> object.path("kind").asString() + " " + Rendering.called(object))
                .collect(Collectors.toSet());
    }

    @Test
    void prometheusFindsEachService() {
        Rendering rendering = Rendering.everything();
        assertThat(rendering.kind("Service"))
                .allSatisfy(service -> assertThat(rendering.kind("ServiceMonitor"))
                        .filteredOn(monitor -> Rendering.selects(monitor.at("/spec/selector/matchLabels"), service))
                        .hasSize(1));
    }

    /** By these labels the rules tell that a service is gone. */
    @Test
    void alertsFindTheJobAndTheServiceThatTheyName() throws IOException {
        String rules = Files.readString(Path.of("../alerts/cairn.rules.yml"));
        for (String name : Rendering.SERVICES) {
            JsonNode monitor = Rendering.everything().about("ServiceMonitor", name);
            String job = Rendering.label(
                    Rendering.everything().about("Service", name),
                    monitor.at("/spec/jobLabel").asString());
            JsonNode told = Yaml.each(monitor.at("/spec/endpoints/0/relabelings"))
                    .filter(relabeling ->
                            relabeling.path("targetLabel").asString().equals("service"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " gets no label 'service'"));
            assertThat(rules)
                    .contains("{job=\"" + job + "\", service=\""
                            + told.path("replacement").asString() + "\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql.address",
                "kafka.bootstrapServers",
                "s3.endpoint",
                "s3.region",
                "s3.bucket",
                "identity.issuers",
                "log.origin",
                "gateway.parentRefs",
                "networkPolicy.gateway"
            })
    void whatCannotBeGuessedIsAskedFor(String value) {
        assertThat(Helm.template("acme", List.of(value + "=null"), Rendering.example("minimal")))
                .satisfies(answer -> {
                    assertThat(answer.code()).isNotZero();
                    assertThat(answer.remarks()).contains(value + " ");
                });
    }
}
