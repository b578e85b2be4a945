package dev.cairn.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be said to the chart, in the three places that say so: values, their schema and their page. */
class ValuesTest {

    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| (?:`([^`]*)`|) \\|", Pattern.MULTILINE);

    private final JsonNode values = Yaml.file(Helm.CHART.resolve("values.yaml"));

    @Test
    void theDefaultsAreWhatTheSchemaAllows() {
        assertThat(errors(values)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "everything"})
    void theExamplesSayOnlyWhatTheSchemaAllows(String example) {
        assertThat(errors(over(values, Yaml.file(Rendering.example(example))))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replica: 3",
                "replicas: 0",
                "image: {tag: latest}",
                "kafka: {securityProtocol: PLAINTEXT}",
                "postgresql: {password: secret}",
                "services: {registry: {password: secret}}",
                "services: {billing: {}}",
                "config: {spring.datasource.password: secret}",
                "services: {audit: {config: {cairn.log.key.pem: secret}}}",
                "postgresql: {parameters: {password: secret}}",
                "identity: {issuers: [{uri: 'https://login.example.com'}]}",
                "networkPolicy: {gateway: [{}]}",
                "s3: {bucket: 'No Bucket'}"
            })
    void whatNobodyReadsOrCouldNotBeMeantIsRefused(String said) {
        assertThat(errors(over(values, Yaml.text(said)))).isNotEmpty();
    }

    @Test
    void everyValueHasItsRowWithItsDefault() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        var row = ROW.matcher(Files.readString(Helm.CHART.resolve("README.md")));
        while (row.find()) {
            if (!row.group(1).startsWith("services.<service>")) {
                rows.put(row.group(1), row.group(2) == null ? "" : row.group(2));
            }
        }
        Map<String, String> defaults = new LinkedHashMap<>();
        Yaml.flat(values)
                .forEach((name, value) -> defaults.put(name, value.isString() ? value.asString() : value.toString()));
        assertThat(rows).isEqualTo(defaults);
    }

    @Test
    void everyValueOfAServiceHasItsRow() throws IOException {
        String page = Files.readString(Helm.CHART.resolve("README.md"));
        JsonNode service = Yaml.file(Helm.CHART.resolve("values.schema.json")).at("/$defs/service/properties");
        assertThat(service.propertyNames())
                .allSatisfy(name -> assertThat(page).contains("`services.<service>." + name));
    }

    @Test
    void theSchemaKnowsExactlyTheValuesThatHaveADefault() {
        JsonNode schema = Yaml.file(Helm.CHART.resolve("values.schema.json"));
        Set<String> known = new LinkedHashSet<>(schema.path("properties").propertyNames());
        known.remove("global");
        assertThat(known).isEqualTo(new LinkedHashSet<>(values.propertyNames()));
        known.stream().map(name -> schema.at("/properties/" + name)).forEach(part -> {
            if (part.has("properties")) {
                assertThat(part.path("additionalProperties").asBoolean(true)).isFalse();
            }
        });
        for (String name : known) {
            JsonNode properties = schema.at("/properties/" + name + "/properties");
            assertThat(properties.propertyNames())
                    .as(name)
                    .isSubsetOf(values.path(name).propertyNames());
        }
    }

    @Test
    void theChartIsOfTheProjectsOwnVersion() throws IOException {
        String project = Files.readString(Path.of("pom.xml"));
        String version =
                Yaml.file(Helm.CHART.resolve("Chart.yaml")).path("appVersion").asString();
        assertThat(project).contains("<version>" + version + "</version>");
    }

    /** Helm puts what is said over the defaults in the same way. */
    private static JsonNode over(JsonNode defaults, JsonNode said) {
        var merged = (ObjectNode) defaults.deepCopy();
        said.properties().forEach(field -> {
            JsonNode before = merged.path(field.getKey());
            boolean both = before.isObject() && field.getValue().isObject();
            merged.set(field.getKey(), both ? over(before, field.getValue()) : field.getValue());
        });
        return merged;
    }

    private static Set<String> errors(JsonNode said) {
        return schema().validate(said).stream().map(Object::toString).collect(Collectors.toSet());
    }

    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(Helm.CHART.resolve("values.schema.json")), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
