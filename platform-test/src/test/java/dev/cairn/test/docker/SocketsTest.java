package dev.cairn.test.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketsTest {

    @TempDir
    private Path root;

    private boolean listening(String... environment) {
        return new Sockets(environment.length == 0 ? Map.of() : Map.of(environment[0], environment[1]), root)
                .listening();
    }

    @Test
    void anEngineIsWhereSomebodyListens() throws IOException {
        Path socket = Files.createDirectories(root.resolve("var/run")).resolve("docker.sock");
        assertThat(listening()).isFalse();

        try (var engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));
            assertThat(listening()).isTrue();
            assertThat(listening("DOCKER_HOST", "unix://" + socket)).isTrue();
            assertThat(listening("DOCKER_HOST", "unix://" + root.resolve("elsewhere.sock")))
                    .isFalse();
        }
        assertThat(socket).as("what a dead engine leaves").exists();
        assertThat(listening()).isFalse();
    }

    @Test
    void anEngineOfTheNetworkCountsBecauseItWasNamed() {
        assertThat(listening("DOCKER_HOST", "tcp://docker.example.org:2376")).isTrue();
    }
}
