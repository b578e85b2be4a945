package dev.cairn.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.standalone.FreePorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {

    @TempDir
    private Path directory;

    private Cluster cluster() {
        return new Cluster(directory, directory.resolve("data"), 0, System.out);
    }

    @Test
    void hasThreeBrokersAndTwoInstancesOfEachServiceAtPortsOfTheirOwn() {
        try (var cluster = cluster()) {
            Set<Integer> ports = new HashSet<>();
            cluster.topology()
                    .all()
                    .forEach(part -> part.ports()
                            .forEach(port ->
                                    assertThat(ports.add(port)).as("%s", port).isTrue()));
            assertThat(cluster.topology().named("kafka")).hasSize(3);
            assertThat(cluster.topology().named("registry"))
                    .extracting(Part::name)
                    .containsExactly("registry-1", "registry-2");
            assertThat(cluster.topology().named("audit-2"))
                    .singleElement()
                    .extracting(Part::port)
                    .isEqualTo(8185);
        }
    }

    @Test
    void namesItsPartsToWhoeverMistypesOne() {
        try (var cluster = cluster()) {
            assertThatThrownBy(() -> cluster.execute("kill", List.of("registri-1")))
                    .isInstanceOf(ClusterFailure.class)
                    .hasMessageContaining("no part registri-1")
                    .hasMessageContaining("registry-1");
        }
    }

    @Test
    void killsNothingThatDoesNotRun() {
        try (var cluster = cluster()) {
            assertThatThrownBy(() -> cluster.execute("kill", List.of("postgres")))
                    .isInstanceOf(ClusterFailure.class)
                    .hasMessage("postgres does not run; start it with: cairn cluster start postgres --data "
                            + directory.resolve("data"));
        }
    }

    @Test
    void failsWhenAskedHowItIsAndNotEverythingIsReady() {
        try (var cluster = cluster()) {
            assertThatThrownBy(() -> cluster.execute("status", List.of()))
                    .isInstanceOf(ClusterFailure.class)
                    .hasMessage("Not everything is ready. Start it with: cairn cluster up --data "
                            + directory.resolve("data"));
        }
    }

    private static Part sleeper(String name, ClusterDirectory directory) {
        return new Part(name, directory, 1) {
            @Override
            List<String> command() {
                return List.of("sleep", "600");
            }

            @Override
            boolean ready() {
                return true;
            }
        };
    }

    @Test
    void tellsWhichPartsItStarts() {
        var said = new ByteArrayOutputStream();
        try (var cluster = new Cluster(directory, directory.resolve("data"), 0, new PrintStream(said, true))) {
            List<Part> parts = Stream.of("registry-1", "approval-1", "audit-1")
                    .map(name -> sleeper(name, cluster.directory()))
                    .toList();
            try {
                parts.get(1).start();
                cluster.begin(parts);
                assertThat(said.toString())
                        .startsWith("Starting registry-1, audit-1 ")
                        .doesNotContain("approval-1");
            } finally {
                parts.forEach(Part::kill);
            }
        }
    }

    /** Waits until its input ends. */
    static final class PartOfAnother {
        public static void main(String[] arguments) throws IOException {
            System.out.println("runs");
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Test
    void namesTheClusterThatHasItsPorts() throws IOException {
        int offset = FreePorts.offset();
        Path other = directory.resolve("other");
        List<String> command =
                new ArrayList<>(new JavaCommand(directory, other, offset).of(PartOfAnother.class.getName(), 16));
        command.set(
                command.indexOf("-cp") + 1, Path.of("target", "test-classes").toString());
        Process part = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var cluster = new Cluster(directory, directory.resolve("data"), offset, System.out);
                var port = new ServerSocket()) {
            assertThat(part.inputReader().readLine()).isEqualTo("runs");
            port.bind(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(),
                    cluster.topology().part("registry-1").port()));

            for (List<String> words : List.of(List.of("up"), List.of("start", "registry-1"))) {
                assertThatThrownBy(() -> cluster.execute(words.get(0), words.subList(1, words.size())))
                        .isInstanceOf(ClusterFailure.class)
                        .hasMessageStartingWith("The cluster in " + other + " already has the ports "
                                + port.getLocalPort() + " (registry-1); stop that one with: cairn cluster down --data "
                                + other + " --port-offset " + offset);
            }
            assertThatThrownBy(() -> cluster.execute("status", List.of()))
                    .hasMessageContaining("The cluster in " + other + " has these ports")
                    .hasMessageContaining("cairn cluster status --data " + other)
                    .hasMessageNotContaining("cluster up");
        } finally {
            part.destroy();
        }
    }

    @Test
    void leavesADirectoryAloneThatHoldsSomethingElse() throws Exception {
        Path theirs = Files.createDirectory(directory.resolve("data"));
        Files.writeString(theirs.resolve("thesis.tex"), "…");
        var before = Files.getPosixFilePermissions(theirs);

        assertThatThrownBy(this::cluster)
                .isInstanceOf(ClusterFailure.class)
                .hasMessageContaining("something else than a cluster");
        assertThat(Files.getPosixFilePermissions(theirs)).isEqualTo(before);
    }

    @Test
    void letsOneCommandAtATimeWork() {
        try (var first = cluster()) {
            assertThat(first.topology().all()).noneMatch(Part::running);
            assertThatThrownBy(this::cluster)
                    .isInstanceOf(ClusterFailure.class)
                    .hasMessageContaining("Another command works on");
        }
    }

    @Test
    void keepsItsPasswordsToItsOwner() throws Exception {
        String secret;
        try (var cluster = cluster()) {
            secret = cluster.directory().secret("kafka.admin");
        }
        try (var cluster = cluster()) {
            assertThat(cluster.directory().secret("kafka.admin")).isEqualTo(secret);
            assertThat(cluster.topology().part("kafka-1").command())
                    .noneMatch(word -> word.contains(secret))
                    .anyMatch(word -> word.endsWith("kafka-1.properties"));
        }
        for (String file : List.of("secrets.properties", "kafka-1.properties")) {
            assertThat(Files.getPosixFilePermissions(directory.resolve("data").resolve(file)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
