package dev.cairn.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;

/** Whether a service would start on what the chart tells it: each setting is one that something reads. */
class ConfigurationTest {

    private static final Set<String> READ_BY_THE_IMAGE = Set.of(
            "SPRING_CONFIG_ADDITIONAL_LOCATION",
            "SPRING_CONFIG_IMPORT",
            "JDK_JAVA_OPTIONS",
            "CAIRN_WRITEONCE_S3_ENDPOINT",
            "CAIRN_WRITEONCE_S3_REGION",
            "CAIRN_WRITEONCE_S3_BUCKET",
            "CAIRN_CA");

    static Stream<Rendering> renderings() {
        return Rendering.all();
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void everySettingIsOneThatItsServiceReads(Rendering rendering) {
        for (String service : Rendering.SERVICES) {
            assertThatCode(() -> KnownSettings.bind(service, Settings.all(rendering, service)))
                    .as(service)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void everyOtherSettingIsOneOfSpringBoot(Rendering rendering) {
        for (String service : Rendering.SERVICES) {
            assertThat(Settings.all(rendering, service).keySet())
                    .as(service)
                    .filteredOn(name -> !name.startsWith("cairn."))
                    .isNotEmpty()
                    .allMatch(KnownSettings::ofSpringBoot);
        }
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void aServiceListensWhereItDoesEverywhereElse(Rendering rendering) throws IOException {
        for (String service : Rendering.SERVICES) {
            String own = new ClassPathResource(service + ".yml").getContentAsString(StandardCharsets.UTF_8);
            assertThat(Settings.told(rendering, service).get("server.port"))
                    .as(service)
                    .isEqualTo(Yaml.flat(Yaml.text(own)).get("server.port"));
        }
    }

    /** So that the tests above can fail. */
    @Test
    void aSettingThatNothingReadsIsFound() {
        assertThatThrownBy(() -> KnownSettings.bind("approval", Map.of("cairn.log.origin", "acme/log")))
                .hasMessageContaining("cairn.log.origin");
        assertThatThrownBy(() -> KnownSettings.bind("approval", Map.of("cairn.paging.secrets", "x")))
                .hasMessageContaining("cairn.paging");
        assertThat(KnownSettings.ofSpringBoot("spring.datasource.user")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void secretsAreFilesByReferenceAndNothingElse(Rendering rendering) {
        assertThat(rendering.kind("Secret")).isEmpty();
        for (String service : Rendering.SERVICES) {
            assertThat(Settings.told(rendering, service).keySet())
                    .noneMatch(name ->
                            name.matches(".*(password|secret|jaas\\.config|access-key|secret-key|log\\.key\\..*)"));
            assertThat(Settings.secrets(rendering, service)).hasSizeGreaterThanOrEqualTo(4);
        }
        assertThat(rendering.containers().flatMap(container -> Yaml.each(container.path("env"))))
                .allMatch(variable ->
                        READ_BY_THE_IMAGE.contains(variable.path("name").asString()));
    }

    @Test
    void aSecretMayLieWhereverTheOrganisationKeepsIt() {
        assertThat(Settings.secrets(Rendering.everything(), "registry"))
                .contains(new Settings.Secret("registry-database", "password", "spring.datasource.password"))
                .contains(new Settings.Secret("acme-cairn-registry", "cairn.paging.secret", "cairn.paging.secret"));
        assertThat(Settings.secrets(Rendering.everything(), "approval"))
                .extracting(Settings.Secret::name)
                .containsOnly("cairn-approval");
    }
}
