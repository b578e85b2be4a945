package dev.cairn.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Prometheus and Grafana are told; which meters there are is told by a test of the standalone. */
class WatchingTest {

    private static final Path PROMETHEUS = Compose.TOP.resolve("infra/prometheus/prometheus.yml");

    @Test
    void everyServiceIsScraped() throws IOException {
        String configuration = Files.readString(PROMETHEUS);

        assertThat(Compose.CAIRN)
                .allSatisfy(
                        service -> assertThat(configuration).contains("{names: [" + service + "], type: A, port: 808"));
    }

    @Test
    void everyPanelAsksTheSourceThatGrafanaIsGiven() throws IOException {
        String sources = Files.readString(Compose.TOP.resolve("infra/grafana/provisioning/datasources/cairn.yml"));
        try (Stream<Path> files = Files.list(Compose.TOP.resolve("infra/grafana/dashboards"))) {
            assertThat(files.map(file -> new JsonMapper().readTree(file.toFile())))
                    .hasSizeGreaterThan(4)
                    .allSatisfy(dashboard -> assertThat(dashboard.path("panels").values())
                            .extracting(panel -> panel.at("/datasource/uid"))
                            .extracting(JsonNode::asString)
                            .isNotEmpty()
                            .allSatisfy(uid -> assertThat(sources).contains("uid: " + uid)));
        }
    }

    /** With {@code -Dcairn.test.promtool=PATH}; skipped where that peer is missing. */
    @Test
    void prometheusItselfAcceptsItsConfiguration() throws Exception {
        String promtool = System.getProperty("cairn.test.promtool");
        assumeThat(promtool).as("promtool is not on this machine").isNotNull();

        var check = new ProcessBuilder(promtool, "check", "config", "--syntax-only", PROMETHEUS.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes());

        assertThat(check.waitFor()).as(said).isZero();
    }
}
