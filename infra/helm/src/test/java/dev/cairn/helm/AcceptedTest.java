package dev.cairn.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether Helm and Kubernetes take the chart. */
class AcceptedTest {

    static Stream<Rendering> renderings() {
        return Rendering.all();
    }

    @Test
    void helmFindsNothingInTheDefaults() {
        assertThat(Helm.lint()).satisfies(AcceptedTest::isContent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "everything"})
    void helmFindsNothingInAnExample(String example) {
        assertThat(Helm.lint(Rendering.example(example))).satisfies(AcceptedTest::isContent);
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void aServerTakesEachObjectAsItIs(Rendering rendering) {
        assertThat(Helm.accepted(rendering.text())).satisfies(AcceptedTest::isContent);
    }

    /** So that the test above can fail. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "terminationGracePeriodSecond: 5",
                "hostNetwork: true",
                "restartPolicy: Sometimes",
                "activeDeadlineSeconds: soon",
                "enableServiceLinks: true"
            })
    void aServerRefusesWhatItDoesNotKnowOrTakeOrIsToldTwice(String said) {
        String objects = Rendering.minimal()
                .text()
                .replaceFirst("\n      automountServiceAccountToken: false\n", "$0      " + said + "\n");
        assertThat(objects).contains(said);
        assertThat(Helm.accepted(objects).output()).contains(said.substring(0, said.indexOf(':')));
    }

    /** The example would start: no image of nobody, and no TLS to Kafka by an authority that no one named. */
    @Test
    void theSmallestExampleSaysWhereImagesAreAndWhoseCertificatesCount() {
        Rendering minimal = Rendering.minimal();
        assertThat(minimal.containers())
                .extracting(container -> container.path("image").asString())
                .isNotEmpty()
                .allMatch(image -> image.matches("[a-z.]+\\.[a-z]+/.+"));
        for (String service : Rendering.SERVICES) {
            var told = Settings.told(minimal, service);
            assertThat(told.get("spring.kafka.properties.security.protocol").asString())
                    .isEqualTo("SASL_SSL");
            assertThat(told).containsKey("spring.kafka.properties.ssl.truststore.location");
            assertThat(told.get("spring.datasource.url").asString()).contains("sslmode=verify-full");
        }
    }

    @Test
    void whatIsSwitchedOffIsNotThere() {
        Rendering bare = Rendering.minimal(
                "acme",
                "gateway.enabled=false",
                "networkPolicy.enabled=false",
                "verification.stores=false",
                "syncWaves=false");
        assertThat(bare.objects())
                .extracting(object -> object.path("kind").asString())
                .containsOnly("ConfigMap", "Deployment", "PodDisruptionBudget", "Service", "ServiceAccount");
        assertThat(Settings.all(bare, "audit").keySet()).noneMatch(name -> name.startsWith("cairn.verification"));
        assertThat(bare.text()).doesNotContain("argocd");
        assertThat(Helm.accepted(bare.text())).satisfies(AcceptedTest::isContent);
    }

    @Test
    void theAlertsAreThoseThatAreTestedBesideTheMeters() throws IOException {
        assertThat(Rendering.everything().kind("PrometheusRule"))
                .singleElement()
                .extracting(rule -> rule.path("spec"))
                .isEqualTo(Yaml.text(Files.readString(Path.of("../alerts/cairn.rules.yml"))));
    }

    private static void isContent(Helm.Answer answer) {
        assertThat(answer.code()).as(answer.output() + answer.remarks()).isZero();
    }
}
