package dev.cairn.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What every pod is held to. */
class PodsTest {

    static Stream<Rendering> renderings() {
        return Rendering.all();
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void noContainerMayDoMoreThanRunAsNobodyInParticular(Rendering rendering) {
        assertThat(rendering.containers()).isNotEmpty().allSatisfy(container -> {
            JsonNode may = container.path("securityContext");
            assertThat(may.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(may.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(may.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(may.path("privileged").asBoolean(true)).isFalse();
            assertThat(may.at("/capabilities/drop")).hasToString("[\"ALL\"]");
        });
        assertThat(rendering.pods()).isNotEmpty().allSatisfy(pod -> {
            assertThat(pod.at("/spec/securityContext/seccompProfile/type").asString())
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.at("/spec/automountServiceAccountToken").asBoolean(true))
                    .isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void everyContainerSaysWhatItNeedsAndMayNotGrowBeyondItsMemory(Rendering rendering) {
        assertThat(rendering.containers()).isNotEmpty().allSatisfy(container -> {
            JsonNode resources = container.path("resources");
            assertThat(resources.at("/requests/cpu").asString("")).isNotEmpty();
            assertThat(resources.at("/requests/memory").asString("")).isNotEmpty();
            assertThat(resources.at("/limits/memory").asString("")).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void everyServiceIsAskedWhetherItLivesAndWhetherItTakesRequests(Rendering rendering) {
        assertThat(rendering.servers()).hasSize(5).allSatisfy(server -> {
            assertThat(asked(server, "startupProbe")).isEqualTo("/actuator/health/liveness");
            assertThat(asked(server, "livenessProbe")).isEqualTo("/actuator/health/liveness");
            assertThat(asked(server, "readinessProbe")).isEqualTo("/actuator/health/readiness");
        });
    }

    private static String asked(JsonNode server, String probe) {
        return server.path(probe).path("httpGet").path("path").asString("");
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void noImageChangesUnderItsTag(Rendering rendering) {
        assertThat(rendering.containers())
                .extracting(container -> container.path("image").asString())
                .allMatch(image -> image.matches(".+:[^:/]+") && !image.endsWith(":latest"));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void aPodLivesUntilItsRequestsAreThrough(Rendering rendering) {
        assertThat(rendering.kind("Deployment")).hasSize(5).allSatisfy(deployment -> {
            JsonNode pod = deployment.at("/spec/template/spec");
            String service = Rendering.label(deployment, "app.kubernetes.io/component");
            int hiding = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt();
            int draining = Integer.parseInt(Settings.told(rendering, service)
                    .get("spring.lifecycle.timeout-per-shutdown-phase")
                    .asString()
                    .replace("s", ""));
            assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(hiding + draining);
        });
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void anUpgradeTakesNothingAwayBeforeItsSuccessorIsReady(Rendering rendering) {
        assertThat(rendering.kind("Deployment")).isNotEmpty().allSatisfy(deployment -> {
            assertThat(deployment
                            .at("/spec/strategy/rollingUpdate/maxUnavailable")
                            .asInt(1))
                    .isZero();
            assertThat(deployment.at("/spec/strategy/rollingUpdate/maxSurge").asInt())
                    .isPositive();
        });
    }

    @Test
    void whoOnlyReadsRollsOutBeforeWhoIsRead() {
        List<JsonNode> waves = Rendering.minimal().kind("Deployment").toList();
        int writers = waves.stream()
                .filter(deployment -> !readsOnly(deployment))
                .mapToInt(PodsTest::wave)
                .min()
                .orElseThrow();
        assertThat(waves).filteredOn(PodsTest::readsOnly).hasSize(2).allMatch(reader -> wave(reader) < writers);
    }

    private static boolean readsOnly(JsonNode deployment) {
        return Set.of("audit", "lineage").contains(Rendering.label(deployment, "app.kubernetes.io/component"));
    }

    private static int wave(JsonNode deployment) {
        return Integer.parseInt(deployment
                .path("metadata")
                .path("annotations")
                .path("argocd.argoproj.io/sync-wave")
                .asString());
    }

    @Test
    void whoseInstancesAreCountedByLoadHasNoFixedNumberOfThem() {
        Set<String> scaled = Rendering.everything()
                .kind("HorizontalPodAutoscaler")
                .map(scaler -> scaler.at("/spec/scaleTargetRef/name").asString())
                .collect(Collectors.toSet());
        assertThat(scaled).isNotEmpty();
        assertThat(Rendering.everything().kind("Deployment"))
                .allSatisfy(deployment -> assertThat(deployment.path("spec").has("replicas"))
                        .isNotEqualTo(scaled.contains(Rendering.called(deployment))));
    }

    @Test
    void anotherSettingStartsItsPodsAnew() {
        assertThat(settingsOf(Rendering.minimal("acme", "services.registry.config.cairn\\.refusals\\.per-minute=7")))
                .isNotEqualTo(settingsOf(Rendering.minimal("acme")));
    }

    private static String settingsOf(Rendering rendering) {
        return rendering
                .about("Deployment", "registry")
                .at("/spec/template/metadata/annotations/checksum~1configuration")
                .asString();
    }
}
