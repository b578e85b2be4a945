package dev.cairn.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
                    .hasMessage("postgres does not run; start it with: cairn cluster start postgres");
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
