package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cairn.events.EventCodec;
import dev.cairn.standalone.Scrape.Family;
import dev.cairn.test.Committed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** Meters as the running services expose them, beside their page and the alert rules. */
@ExtendWith(RunningStandalone.class)
class MetersTest {
    private static final Path RULES = Path.of("../alerts/cairn.rules.yml");
    private static final Path DASHBOARDS = Path.of("../grafana/dashboards");
    private static final Pattern METER = Pattern.compile("\\b((cairn|ssl)_[a-z0-9_]+|up)\\b");

    /** Also what Spring Boot counts. */
    private static final Pattern ANY_METER =
            Pattern.compile("\\b(cairn|http_server|jvm|hikaricp|process|system)_[a-z0-9_]+");

    /** Where a service has a certificate, which a standalone has not; audit's TransportTest sees it. */
    private static final String CERTIFICATE = "ssl_chain_expiry_seconds";

    /** What Prometheus itself says of each that it asks. */
    private static final String UP = "up";

    private static final Set<String> UNITS = Set.of(
            "seconds",
            "bytes",
            "events",
            "entries",
            "keys",
            "findings",
            "requests",
            "objects",
            "artifacts",
            "attempts",
            "decisions",
            "deployments");

    private static List<Scrape> scrapes = List.of();

    /** A refusal first, since nothing counts before it happens. */
    @BeforeAll
    static void scrape() {
        scrapes = Stream.of(Service.values())
                .peek(service -> assertThat(RunningStandalone.get(service, "/api/v1/nowhere")
                                .statusCode())
                        .isEqualTo(401))
                .map(Scrape::of)
                .toList();
    }

    @Test
    void everyMeterSaysWhatItMeansAndInWhichUnit() {
        for (Scrape scrape : scrapes) {
            assertThat(scrape.own()).isNotEmpty().allSatisfy(meter -> {
                assertThat(meter.meaning()).as(meter.name()).isNotBlank();
                assertThat(isFlag(meter) || UNITS.contains(unit(meter)))
                        .as("%s ends with its unit, or is 1 while something holds", meter.name())
                        .isTrue();
            });
        }
    }

    @Test
    void thePageListsEveryMeterThatIsExposed() {
        Map<String, String> rows = new TreeMap<>();
        Map<String, Set<String>> services = new TreeMap<>();
        for (Scrape scrape : scrapes) {
            scrape.own().forEach(meter -> {
                services.computeIfAbsent(meter.name(), name -> new TreeSet<>())
                        .add(scrape.service().text());
                rows.put(
                        meter.name(),
                        "| `%s` | %s | %s | %%s | %s |"
                                .formatted(meter.name(), meter.kind(), unit(meter), meter.meaning()));
            });
        }
        String table = rows.entrySet().stream()
                .map(row -> row.getValue().formatted(String.join(", ", services.get(row.getKey()))))
                .collect(Collectors.joining("\n"));

        Committed.isUpToDate(Path.of("../../docs/platform/meters.md"), PAGE.formatted(table));
    }

    @Test
    void everyRuleNamesOnlyMetersThatAreExposedAndSaysWhatToDo() throws IOException {
        Set<String> exposed =
                scrapes.stream().flatMap(scrape -> scrape.samples().stream()).collect(Collectors.toSet());
        exposed.addAll(Set.of(CERTIFICATE, UP));

        assertThat(rules()).isNotEmpty().allSatisfy(rule -> {
            var meters =
                    METER.matcher(String.valueOf(rule.get("expr"))).results().map(it -> it.group());
            assertThat(meters).as(rule.toString()).isNotEmpty().isSubsetOf(exposed);
            assertThat(rule.get("labels")).asString().containsPattern("severity=(page|ticket)");
            assertThat(rule.get("annotations")).asString().contains("summary=", "description=");
        });
    }

    @Test
    void everyPanelOfADashboardDrawsMetersThatAreExposedAndSaysWhatTheyMean() throws IOException {
        Set<String> exposed =
                scrapes.stream().flatMap(scrape -> scrape.samples().stream()).collect(Collectors.toSet());

        assertThat(panels()).hasSizeGreaterThan(20).allSatisfy(panel -> {
            assertThat(panel.path("description").asString())
                    .as(panel.toString())
                    .isNotBlank();
            assertThat(panel.path("targets").values()).isNotEmpty().allSatisfy(target -> {
                String expression = target.path("expr").asString();
                if (!expression.contains("(up{")) {
                    var meters = ANY_METER.matcher(expression).results().map(it -> it.group());
                    assertThat(meters).as(expression).isNotEmpty().isSubsetOf(exposed);
                }
            });
        });
    }

    private static List<JsonNode> panels() throws IOException {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.map(MetersTest::json)
                    .flatMap(dashboard -> dashboard.path("panels").values().stream())
                    .toList();
        }
    }

    private static JsonNode json(Path file) {
        return EventCodec.json().readTree(file.toFile());
    }

    @Test
    void whatMustWakeSomebodyHasItsRule() throws IOException {
        String expressions =
                rules().stream().map(rule -> String.valueOf(rule.get("expr"))).collect(Collectors.joining());

        assertThat(expressions)
                .contains(
                        "up{",
                        "absent(",
                        "relay_lag",
                        "relay_stopped",
                        "horizon_age",
                        "inbox_lag",
                        "parked_keys",
                        "checkpoint_age",
                        "anchor_age",
                        "writeonce_enforced",
                        "verification_findings",
                        "duty_failing",
                        "refusals",
                        CERTIFICATE,
                        "eventstore_size");
    }

    /** With {@code -Dcairn.test.promtool=PATH}; skipped where that peer is missing. */
    @Test
    void prometheusItselfAcceptsTheRules() throws Exception {
        String promtool = System.getProperty("cairn.test.promtool");
        assumeThat(promtool).as("promtool is not on this machine").isNotNull();

        var check = new ProcessBuilder(promtool, "check", "rules", RULES.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes());

        assertThat(check.waitFor()).as(said).isZero();
        assertThat(said).contains("SUCCESS: " + rules().size() + " rules found");
    }

    private static List<Map<String, Object>> rules() throws IOException {
        try (InputStream file = Files.newInputStream(RULES)) {
            Map<String, List<Map<String, List<Map<String, Object>>>>> groups = new Yaml().load(file);
            return groups.get("groups").stream()
                    .flatMap(group -> group.get("rules").stream())
                    .toList();
        }
    }

    private static boolean isFlag(Family meter) {
        return meter.kind().equals("gauge") && meter.meaning().startsWith("1 ");
    }

    private static String unit(Family meter) {
        String name = meter.name().replaceFirst("_(total|max)$", "");
        return isFlag(meter) ? "0 or 1" : name.substring(name.lastIndexOf('_') + 1);
    }

    private static final String PAGE = """
            # Meters

            Made from what the running services expose; `./mvnw -pl infra/standalone -am test -Dtest=MetersTest
            -Dsurefire.failIfNoSpecifiedTests=false -Dcairn.write=true` writes it. Each service answers Prometheus at
            `/actuator/prometheus` without a token: meters are sums and ages and name no model and nobody. Who must not see even
            that is kept away by the network, or by `management.server.port` on an interface of its own. Meters of the JVM, the
            connection pool and HTTP come from Spring Boot and are not listed.

            [infra/alerts/cairn.rules.yml](../../infra/alerts/cairn.rules.yml) says from when on a meter matters, and what to do.

            | meter | kind | unit | exposed by | meaning |
            |---|---|---|---|---|
            %s
            """;
}
