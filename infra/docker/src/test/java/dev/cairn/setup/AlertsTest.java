package dev.cairn.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The alert rules beside their page, docs/operations.md; which meters there are is told by a test of the standalone. */
class AlertsTest {

    private static final Path RULES = Compose.TOP.resolve("infra/alerts/cairn.rules.yml");
    private static final Path PAGE = Compose.TOP.resolve("docs/operations.md");

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| [^|]+ \\| `([a-z_]+)` \\| (Cairn\\w+) \\| ([^|]+) \\| (page|ticket) \\|$");
    private static final Pattern LIMIT = Pattern.compile("(==|>|<) ([0-9e]+)( \\* 3600| \\* 86400)?$");

    private record Row(String meter, String when, String urgency) {}

    @Test
    void thePageTellsOfEachAlertWhenItIsRaised() throws IOException {
        Map<String, Row> rows = rows();

        assertThat(rules())
                .extracting(AlertsTest::name)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(rows.keySet());
        assertThat(rules()).allSatisfy(rule -> {
            Row row = rows.get(name(rule));
            assertThat(expression(rule)).containsPattern("\\b" + row.meter() + "\\b");
            assertThat(rule.get("labels")).hasToString("{severity=" + row.urgency() + "}");
            assertThat(row.when()).as(name(rule)).contains(limit(rule)).contains(duration(rule));
        });
    }

    @Test
    void aServiceThatIsGoneIsMissed() throws IOException {
        String gone = rules().stream()
                .filter(rule -> name(rule).equals("CairnServiceGone"))
                .map(AlertsTest::expression)
                .findFirst()
                .orElseThrow();

        String prometheus = Files.readString(Compose.TOP.resolve("infra/prometheus/prometheus.yml"));
        assertThat(prometheus).contains("job_name: cairn\n", "source_labels: [__meta_dns_name], target_label: service");
        assertThat(Compose.CAIRN)
                .allSatisfy(service -> assertThat(gone)
                        .contains("absent(cairn_relay_stopped{job=\"cairn\", service=\"" + service + "\"})"));
    }

    /** With {@code -Dcairn.test.promtool=PATH}; skipped where that peer is missing. */
    @Test
    void prometheusRaisesTheAlertsOfWhatIsGone() throws Exception {
        String promtool = System.getProperty("cairn.test.promtool");
        assumeThat(promtool).as("promtool is not on this machine").isNotNull();

        var check = new ProcessBuilder(promtool, "test", "rules", "src/test/resources/gone.test.yml")
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes());

        assertThat(check.waitFor()).as(said).isZero();
    }

    private static Map<String, Row> rows() throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            assertThat(rows).as("a row of each alert").doesNotContainKey(row.group(2));
            rows.put(row.group(2), new Row(row.group(1), row.group(3), row.group(4)));
        }
        return rows;
    }

    private static List<Map<String, Object>> rules() throws IOException {
        try (InputStream file = Files.newInputStream(RULES)) {
            Map<String, List<Map<String, List<Map<String, Object>>>>> all =
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            List<Map<String, Object>> rules = new ArrayList<>();
            all.get("groups").forEach(group -> rules.addAll(group.get("rules")));
            return rules;
        }
    }

    private static String name(Map<String, Object> rule) {
        return String.valueOf(rule.get("alert"));
    }

    private static String expression(Map<String, Object> rule) {
        return String.valueOf(rule.get("expr"));
    }

    /** What an expression compares with, in the page's words; nothing where it compares with nothing. */
    private static String limit(Map<String, Object> rule) {
        Matcher limit = LIMIT.matcher(expression(rule));
        if (!limit.find()) {
            return "";
        }
        String amount = amount(Double.parseDouble(limit.group(2)), limit.group(3), expression(rule));
        return switch (limit.group(1)) {
            case ">" -> "above " + amount;
            case "<" -> "below " + amount;
            default -> amount;
        };
    }

    private static String amount(double number, @Nullable String factor, String expression) {
        if (factor != null) {
            return "%.0f %s".formatted(number, factor.endsWith("86400") ? "days" : "hours");
        }
        if (number == 86_400) {
            return "1 day";
        }
        if (number >= 1e9) {
            return "%.0f GB".formatted(number / 1e9);
        }
        return String.format(Locale.ROOT, "%,.0f", number) + (expression.contains("_seconds ") ? " s" : "");
    }

    private static String duration(Map<String, Object> rule) {
        String text = String.valueOf(rule.getOrDefault("for", ""));
        if (text.isEmpty()) {
            return "";
        }
        int number = Integer.parseInt(text.substring(0, text.length() - 1));
        String unit = text.endsWith("h") ? "hour" : "minute";
        return "for " + number + " " + unit + (number == 1 ? "" : "s");
    }
}
