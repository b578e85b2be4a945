package dev.cairn.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Who may talk to whom. */
class NetworkTest {

    static Stream<Rendering> renderings() {
        return Rendering.all();
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void everyPodIsUnderOnePolicyForBothDirections(Rendering rendering) {
        assertThat(rendering.pods())
                .isNotEmpty()
                .allSatisfy(pod -> assertThat(rendering.kind("NetworkPolicy"))
                        .filteredOn(policy -> Rendering.selects(policy.at("/spec/podSelector/matchLabels"), pod))
                        .singleElement()
                        .extracting(policy -> policy.at("/spec/policyTypes").toString())
                        .isEqualTo("[\"Ingress\",\"Egress\"]"));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void nobodyComesInButFromThoseWhoAreNamed(Rendering rendering) {
        assertThat(rendering.kind("NetworkPolicy"))
                .isNotEmpty()
                .allSatisfy(policy -> assertThat(Yaml.each(policy.at("/spec/ingress")))
                        .allSatisfy(rule -> {
                            assertThat(rule.path("from")).isNotEmpty();
                            assertThat(rule.path("ports")).hasSize(1);
                        }));
    }

    @Test
    void theSetUpIsCalledByNobody() {
        assertThat(Rendering.everything().about("NetworkPolicy", "setup").at("/spec/ingress"))
                .isEmpty();
    }

    @Test
    void aServiceConnectsToThePortsOfItsPeersAndToNoOther() {
        Rendering rendering = Rendering.everything();
        assertThat(out(rendering, "registry")).containsExactly(53, 443, 4318, 5432, 5433, 8443, 9000, 9092, 9093);
        assertThat(out(rendering, "audit")).isEqualTo(out(rendering, "registry"));
        assertThat(out(rendering, "approval")).containsExactly(53, 443, 4318, 5432, 5433, 8443, 9092, 9093);
        assertThat(out(rendering, "setup")).containsExactly(53, 5432, 5433, 9000, 9092, 9093);
        assertThat(out(Rendering.minimal(), "registry")).containsExactly(53, 443, 5432, 9092);
    }

    private static Set<Integer> out(Rendering rendering, String component) {
        return Yaml.each(rendering.about("NetworkPolicy", component).at("/spec/egress"))
                .peek(rule -> assertThat(rule.path("ports")).isNotEmpty())
                .flatMap(rule -> Yaml.each(rule.path("ports")))
                .map(port -> port.path("port").asInt())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theRouteLeadsEachPrefixToItsServiceAndSaysWhichItTookAway() {
        for (String service : Rendering.SERVICES) {
            JsonNode rule = rule("/cairn/" + service);
            assertThat(rule.at("/filters/0/requestHeaderModifier/set"))
                    .hasToString("[{\"name\":\"X-Forwarded-Prefix\",\"value\":\"/cairn/" + service + "\"}]");
            assertThat(rule.at("/filters/1/urlRewrite/path/replacePrefixMatch").asString())
                    .isEqualTo("/");
            JsonNode behind = Rendering.everything().about("Service", service);
            assertThat(rule.at("/backendRefs/0/name").asString()).isEqualTo(Rendering.called(behind));
            assertThat(rule.at("/backendRefs/0/port")).isEqualTo(behind.at("/spec/ports/0/port"));
        }
    }

    @Test
    void nobodyOutsideReadsMeters() {
        for (String service : Rendering.SERVICES) {
            assertThat(rule("/cairn/" + service + "/actuator/prometheus")
                            .at("/filters/0/urlRewrite/path/replaceFullPath"))
                    .hasToString("\"/nowhere\"");
        }
    }

    private static JsonNode rule(String prefix) {
        JsonNode route = Rendering.everything().kind("HTTPRoute").findFirst().orElseThrow();
        return Yaml.each(route.at("/spec/rules"))
                .filter(rule -> rule.at("/matches/0/path/value").asString().equals(prefix))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No rule for " + prefix));
    }
}
