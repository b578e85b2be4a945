package dev.cairn.test.docker;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Where a Docker engine listens on this machine; looked at before anything of Testcontainers is loaded. */
final class Sockets {

    private final Map<String, String> environment;
    private final Path root;

    /** @param root {@code /}, but in tests */
    Sockets(Map<String, String> environment, Path root) {
        this.environment = environment;
        this.root = root;
    }

    /** Whether it is worth asking. An engine that is named with an address of the network counts without being asked. */
    boolean listening() {
        String host = environment.getOrDefault("DOCKER_HOST", "");
        if (host.startsWith("unix://")) {
            return listens(Path.of(host.substring("unix://".length())));
        }
        return !host.isEmpty() || places().anyMatch(Sockets::listens);
    }

    /** The places where Testcontainers looks without being told. */
    private Stream<Path> places() {
        Path home = root.resolve(environment.getOrDefault("HOME", "/").substring(1));
        Path session =
                root.resolve(environment.getOrDefault("XDG_RUNTIME_DIR", "/").substring(1));
        return Stream.of(
                root.resolve("var/run/docker.sock"),
                session.resolve("docker.sock"),
                home.resolve(".docker/run/docker.sock"),
                home.resolve(".docker/desktop/docker.sock"));
    }

    /** A dead engine leaves its file; an engine may also be there for other users only. */
    private static boolean listens(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (var connection = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return connection.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
