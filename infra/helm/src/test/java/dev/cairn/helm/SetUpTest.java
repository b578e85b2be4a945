package dev.cairn.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What the job that prepares Kafka, PostgreSQL and the bucket is told. */
class SetUpTest {

    private static final String[] ALONE = {"setup.enabled=true", "setup.secret=cairn-setup"};

    @Test
    void itMakesTheBucketThatTheServicesUse() {
        Rendering rendering = Rendering.everything();
        Map<String, JsonNode> registry = Settings.told(rendering, "registry");

        assertThat(environment(rendering))
                .containsEntry("CAIRN_WRITEONCE_S3_ENDPOINT", text(registry, "cairn.write-once.s3.endpoint"))
                .containsEntry("CAIRN_WRITEONCE_S3_REGION", text(registry, "cairn.write-once.s3.region"))
                .containsEntry("CAIRN_WRITEONCE_S3_BUCKET", text(registry, "cairn.write-once.s3.bucket"));
    }

    @Test
    void itKnowsTheAuthoritiesThatTheServicesKnowAndAtTheSamePlace() {
        Rendering rendering = Rendering.everything();
        JsonNode service = rendering.about("Deployment", "registry").at("/spec/template/spec");

        assertThat(named(pod(rendering).path("volumes"), "ca"))
                .isEqualTo(named(service.path("volumes"), "ca"))
                .hasToString("{\"name\":\"ca\",\"secret\":{\"secretName\":\"private-authority\","
                        + "\"items\":[{\"key\":\"root.pem\",\"path\":\"ca.crt\"}]}}");
        assertThat(named(pod(rendering).at("/containers/0/volumeMounts"), "ca"))
                .isEqualTo(named(service.at("/containers/0/volumeMounts"), "ca"));
        assertThat(environment(rendering))
                .containsEntry(
                        "CAIRN_CA",
                        text(
                                Settings.told(rendering, "registry"),
                                "spring.ssl.bundle.pem.company.truststore.certificate"));
    }

    @Test
    void theBucketsCertificateIsCheckedByJavasAuthoritiesWhereTheServicesDoSoToo() {
        Rendering none = Rendering.minimal("acme", ALONE[0], ALONE[1], "tls.ca.secret=");
        assertThat(environment(none)).doesNotContainKey("CAIRN_CA");
        assertThat(pod(none).path("volumes").toString()).doesNotContain("ca.crt");

        Rendering others = Rendering.minimal("acme", ALONE);
        assertThat(environment(others)).doesNotContainKey("CAIRN_CA");
        assertThat(pod(others).path("volumes").toString()).contains("ca.crt");
    }

    private static JsonNode pod(Rendering rendering) {
        return rendering.about("Job", "setup").at("/spec/template/spec");
    }

    private static Map<String, String> environment(Rendering rendering) {
        return Yaml.each(pod(rendering).at("/containers/0/env"))
                .collect(Collectors.toMap(
                        variable -> variable.path("name").asString(),
                        variable -> variable.path("value").asString()));
    }

    private static String text(Map<String, JsonNode> settings, String name) {
        return settings.getOrDefault(name, MissingNode.getInstance()).asString("");
    }

    private static JsonNode named(JsonNode list, String name) {
        return Yaml.each(list)
                .filter(each -> each.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing is called " + name + " in " + list));
    }
}
