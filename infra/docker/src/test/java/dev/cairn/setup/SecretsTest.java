package dev.cairn.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code make-secrets} makes, in a directory of its own. */
class SecretsTest {

    @TempDir
    private Path directory;

    @Test
    void makesWhatIsMissingAndLeavesWhatIsThere() throws Exception {
        make();
        Map<String, String> made = secrets();
        make();

        assertThat(secrets()).isEqualTo(made).hasSizeGreaterThan(40);
        assertThat(made.values()).noneMatch(String::isBlank);
        assertThat(directory.resolve("secrets"))
                .satisfies(secrets -> assertThat(
                                Files.getPosixFilePermissions(secrets).toString())
                        .doesNotContain("GROUP", "OTHERS"));
    }

    @Test
    void tellsTheSetUpThePasswordsThatItTellsTheServices() throws Exception {
        make();
        Map<String, String> made = secrets();
        Properties kafka = properties("setup/kafka.properties");
        Properties postgres = properties("setup/postgres.properties");

        assertThat(Compose.CAIRN).allSatisfy(service -> {
            assertThat(made.get(service + "/spring.datasource.password"))
                    .isEqualTo(postgres.getProperty(service + ".application"));
            assertThat(made.get(service + "/cairn.migration.password"))
                    .isEqualTo(postgres.getProperty(service + ".owner"));
            assertThat(made.get("audit/cairn.verification.stores." + service + ".password"))
                    .isEqualTo(postgres.getProperty(service + ".reader"));
            assertThat(made.get(service + "/spring.kafka.properties.sasl.jaas.config"))
                    .contains(
                            "username=\"" + service + "\"",
                            "\"" + kafka.getProperty("cairn.password." + service) + "\";");
        });
        assertThat(kafka.getProperty("sasl.jaas.config"))
                .contains("\"" + properties("kafka/node.properties").getProperty("administrator") + "\"");
        assertThat(made.get("audit/cairn.log.key.pem")).startsWith("-----BEGIN PRIVATE KEY-----");
    }

    @Test
    void givesTheStoresKeysToThoseWhoKeepSomethingThereAndToNobodyElse() throws Exception {
        make();

        assertThat(secrets().keySet().stream().filter(file -> file.contains("/cairn.write-once.")))
                .containsExactlyInAnyOrder(
                        "registry/cairn.write-once.s3.access-key",
                        "registry/cairn.write-once.s3.secret-key",
                        "audit/cairn.write-once.s3.access-key",
                        "audit/cairn.write-once.s3.secret-key");
        assertThat(Compose.CAIRN.stream()
                        .filter(service -> Compose.read().map(service, "environment").keySet().stream()
                                .anyMatch(name -> name.startsWith("CAIRN_WRITEONCE_"))))
                .containsExactlyInAnyOrder("registry", "audit");
    }

    /** Each row of the page's table of rotations. */
    @Test
    void nothingHoldsASecretAnyMoreWhoseFilesWereRemovedAsThePageSays() throws Exception {
        make();
        List<List<String>> rows = rotations();
        assertThat(rows).hasSizeGreaterThan(8);
        for (List<String> files : rows) {
            Map<String, String> before = secrets();
            for (String file : files) {
                Files.delete(directory.resolve("secrets").resolve(file));
            }

            make();

            Map<String, String> after = secrets();
            assertThat(after).as("%s", files).containsOnlyKeys(before.keySet());
            assertThat(after.keySet().stream()
                            .filter(file -> !file.startsWith("setup/"))
                            .filter(file -> !Objects.equals(after.get(file), before.get(file))))
                    .containsExactlyInAnyOrderElementsOf(files);
            assertThat(files.stream().map(before::get).filter(secret -> secret.matches("[0-9a-f]+")))
                    .as("%s were one secret or more, and made nothing that holds it still", files)
                    .allSatisfy(secret -> assertThat(after.values()).noneMatch(text -> text.contains(secret)));
        }
    }

    private static List<List<String>> rotations() throws IOException {
        String page = Files.readString(Path.of("README.md"));
        return Pattern.compile("(?m)^\\| [^|]+ \\| ((?:`[^`|]+` ?)+)\\| .*(?:force-recreate|below|the same).*\\|$")
                .matcher(page)
                .results()
                .map(row -> List.of(row.group(1)
                        .replace("`", "")
                        .replace("<service>", "approval")
                        .strip()
                        .split(" ")))
                .toList();
    }

    private void make() throws IOException, InterruptedException {
        Path script = directory.resolve("make-secrets");
        if (!Files.exists(script)) {
            Files.copy(Path.of("make-secrets"), script);
        }
        var run = new ProcessBuilder("bash", script.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(run.getInputStream().readAllBytes());
        assertThat(run.waitFor()).as(said).isZero();
    }

    private Map<String, String> secrets() throws IOException {
        Map<String, String> secrets = new TreeMap<>();
        Path root = directory.resolve("secrets");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                secrets.put(
                        root.relativize(file).toString(),
                        Objects.requireNonNull(Files.readString(file)).strip());
            }
        }
        return secrets;
    }

    private Properties properties(String file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(directory.resolve("secrets").resolve(file))) {
            properties.load(reader);
        }
        return properties;
    }
}
