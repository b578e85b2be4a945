package dev.cairn.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What matters of the compose file, whatever else changes in it. */
class ComposeTest {

    private static final Compose COMPOSE = Compose.read();

    /** Where only this machine can ask. */
    private static final String HERE = "127\\.0\\.0\\.1|\\$\\{CAIRN_ADDRESS:-127\\.0\\.0\\.1}";

    @Test
    void pinsTheVersionOfEveryImage() {
        assertThat(COMPOSE.services())
                .allSatisfy((name, service) -> assertThat(service.get("image"))
                        .as(name)
                        .asString()
                        .containsPattern(":(v?\\d|RELEASE\\.\\d|\\$\\{CAIRN_VERSION:-\\d)"));
    }

    @Test
    void givesNoServiceMoreThanItNeeds() {
        List<String> own = new ArrayList<>(Compose.CAIRN);
        own.add("setup");
        assertThat(own).allSatisfy(name -> {
            Map<String, Object> service = COMPOSE.service(name);
            assertThat(service.get("user")).isEqualTo("10001:10001");
            assertThat(service.get("read_only")).isEqualTo(true);
            assertThat(COMPOSE.list(name, "tmpfs")).singleElement().asString().startsWith("/tmp:");
            assertThat(COMPOSE.list(name, "cap_drop")).containsExactly("ALL");
            assertThat(COMPOSE.list(name, "security_opt")).containsExactly("no-new-privileges:true");
            assertThat(COMPOSE.list(name, "volumes"))
                    .as("its own secrets, and nothing to write to")
                    .containsExactly("./infra/docker/secrets/" + name + ":/run/secrets/cairn:ro");
        });
    }

    @Test
    void letsEachServiceFinishWhatItBeganAndBoundsItsMemory() throws IOException {
        assertThat(Compose.CAIRN).allSatisfy(name -> {
            assertThat(COMPOSE.service(name).get("stop_grace_period")).isEqualTo("45s");
            assertThat(COMPOSE.service(name).get("mem_limit")).isEqualTo("768m");
            assertThat(COMPOSE.service(name).get("restart")).isEqualTo("unless-stopped");
            assertThat(COMPOSE.map(name, "depends_on")).containsOnlyKeys("setup");
        });
        assertThat(Files.readString(Path.of("Dockerfile")))
                .contains("HEALTHCHECK", "/actuator/health/readiness", "STOPSIGNAL SIGTERM", "MaxRAMPercentage")
                .containsPattern("(?m)^USER 10001:10001$");
    }

    @Test
    void publishesTheGatewayAndWhatOperatorsLookAtOnThisMachinesOwnAddress() {
        Map<String, List<String>> published = new TreeMap<>();
        COMPOSE.services().keySet().stream()
                .filter(name -> !COMPOSE.list(name, "ports").isEmpty())
                .forEach(name -> published.put(name, COMPOSE.list(name, "ports")));

        assertThat(published).containsOnlyKeys("gateway", "prometheus", "grafana", "jaeger");
        assertThat(published.values())
                .allSatisfy(ports ->
                        assertThat(ports).singleElement().asString().matches("(" + HERE + "):[^:]*(:-\\d+})?:\\d+"));
    }

    @Test
    void keepsWhatTheServicesStandOnToThemselves() {
        assertThat(COMPOSE.networks()).containsKeys("front", "back", "outside");
        assertThat(COMPOSE.networks().get("back")).containsEntry("internal", true);
        var there = new TreeSet<String>();
        COMPOSE.services().keySet().stream()
                .filter(name -> COMPOSE.list(name, "networks").contains("back"))
                .forEach(there::add);
        assertThat(there)
                .doesNotContain("gateway", "prometheus", "grafana", "jaeger")
                .containsAll(Compose.CAIRN);
        assertThat(List.of("kafka-1", "kafka-2", "kafka-3", "postgres", "store"))
                .allSatisfy(name -> assertThat(COMPOSE.list(name, "networks")).containsExactly("back"));
    }

    @Test
    void hasNoSecretInIt() throws IOException {
        Pattern secret = Pattern.compile("(?i)(password|secret|access_?key|jaas|token)");
        COMPOSE.services()
                .keySet()
                .forEach(name -> COMPOSE.map(name, "environment").forEach((key, value) -> {
                    if (secret.matcher(key).find()) {
                        assertThat(value).as(name + ": " + key).asString().startsWith("/run/secrets/");
                    }
                }));
        assertThat(Files.readString(Compose.TOP.resolve("docker-compose.yml")))
                .as("what a command reads from a file is written $$(cat …)")
                .doesNotContainPattern("PASSWORD=(?!\\$\\$\\(cat )");
        assertThat(Files.readString(Compose.TOP.resolve(".gitignore"))).contains("/infra/docker/secrets/");
        assertThat(Files.readString(Compose.TOP.resolve(".dockerignore")))
                .startsWith("#")
                .contains("\n*\n");
    }

    /** With {@code -Dcairn.test.compose=COMMAND}, the real tool; skipped where there is none. */
    @Test
    void dockerItselfAcceptsTheFile() throws Exception {
        String compose = System.getProperty("cairn.test.compose");
        assumeThat(compose).as("Docker's compose is not on this machine").isNotNull();
        List<String> command = new ArrayList<>(List.of(compose.split(" ")));
        command.addAll(List.of("-f", Compose.TOP.resolve("docker-compose.yml").toString(), "config", "--quiet"));

        var check = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(check.getInputStream().readAllBytes());

        assertThat(check.waitFor()).as(said).isZero();
    }
}
