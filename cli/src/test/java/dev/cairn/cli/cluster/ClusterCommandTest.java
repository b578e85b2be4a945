package dev.cairn.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.Cairn;
import dev.cairn.events.EventCodec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command does beside the program that it starts; here that only makes the log's key, where it can. */
class ClusterCommandTest {

    private static final List<String> PROPERTIES = List.of("cairn.home", "user.home");

    private static final String PROGRAM = """
            package dev.cairn.cluster;

            import java.nio.file.Files;
            import java.nio.file.Path;

            public class Cluster {
                public static void main(String[] arguments) throws Exception {
                    Path directory = Path.of(arguments[1]);
                    if (Files.exists(directory.resolve("busy"))) {
                        System.exit(1);
                    }
                    Files.writeString(Files.createDirectories(directory).resolve("log-key.pem"), "key");
                }
            }
            """;

    @TempDir
    private Path directory;

    private final StringWriter said = new StringWriter();
    private final Map<String, String> before =
            PROPERTIES.stream().collect(Collectors.toMap(name -> name, name -> System.getProperty(name, "")));

    @BeforeEach
    void install() throws IOException {
        PROPERTIES.forEach(name -> System.setProperty(name, directory.toString()));
        Path source = Files.writeString(directory.resolve("Cluster.java"), PROGRAM);
        Path classes = directory.resolve("classes");
        Path libraries = Files.createDirectories(directory.resolve("infra/cluster/target/cairn/lib"));
        run("javac", "-d", classes.toString(), source.toString());
        run("jar", "--create", "--file", libraries.resolve("cluster.jar").toString(), "-C", classes.toString(), ".");
    }

    @AfterEach
    void restore() {
        before.forEach((name, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    private static void run(String tool, String... arguments) {
        assertThat(ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments))
                .isZero();
    }

    /** A log of each instance, and one of somebody else's standalone. */
    private Path knowLogs() throws IOException {
        var known = Map.of("key", "log.test+00000000+AAAA", "checkpoint", "log.test\n1\nAAAA\n\n");
        Path file = directory.resolve(".config/cairn/known-logs.json");
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                EventCodec.json()
                        .writeValueAsBytes(Map.of(
                                "http://127.0.0.1:11085", known,
                                "http://127.0.0.1:11185", known,
                                "http://127.0.0.1:8085", known)));
        return file;
    }

    private int up() {
        return Cairn.commandLine()
                .setOut(new PrintWriter(said, true))
                .execute("cluster", "up", "--port-offset", "3000");
    }

    private static Set<String> addresses(Path file) throws IOException {
        return Set.copyOf(EventCodec.json().readTree(Files.readAllBytes(file)).propertyNames());
    }

    @Test
    void aClusterThatBeginsANewLogHasWhatWasKnownAtItsAddressesSetAside() throws IOException {
        Path file = knowLogs();

        assertThat(up()).isZero();
        assertThat(addresses(file))
                .containsExactlyInAnyOrder(
                        "http://127.0.0.1:11085 log.test", "http://127.0.0.1:11185 log.test", "http://127.0.0.1:8085");
        assertThat(said.toString()).contains("what " + file + " has of the log log.test", "is set aside");
    }

    @Test
    void anotherLogInThePlaceOfOneThatGoesOnStaysFoundOut() throws IOException {
        up();
        Path file = knowLogs();

        assertThat(up()).isZero();
        assertThat(addresses(file)).contains("http://127.0.0.1:11085", "http://127.0.0.1:11185");
    }

    @Test
    void whatDoesNotStartSetsNothingAside() throws IOException {
        Path file = knowLogs();
        Files.createFile(
                Files.createDirectories(directory.resolve(".cairn/cluster")).resolve("busy"));

        assertThat(up()).isEqualTo(1);
        assertThat(addresses(file)).contains("http://127.0.0.1:11085", "http://127.0.0.1:11185");
    }
}
