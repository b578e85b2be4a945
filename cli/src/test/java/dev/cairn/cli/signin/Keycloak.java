package dev.cairn.cli.signin;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A Keycloak of its own, with the realm of the demo's people in its memory; unpacked first where it is a zip. */
final class Keycloak implements AutoCloseable {

    private static final Path REALM = Path.of("../infra/keycloak/cairn-realm.json");
    private static final int ATTEMPTS = 6_000;

    private final Process process;
    private final URI issuer;

    private Keycloak(Process process, URI issuer) {
        this.process = process;
        this.issuer = issuer;
    }

    /** @param distribution the zip, or the directory that it unpacks to */
    static Keycloak start(Path distribution, Path temporary) throws IOException, InterruptedException {
        Path home = Files.isDirectory(distribution) ? distribution : unpacked(distribution, temporary);
        Files.copy(
                REALM,
                Files.createDirectories(home.resolve("data/import")).resolve("cairn-realm.json"),
                StandardCopyOption.REPLACE_EXISTING);
        int port = free();
        URI issuer = URI.create("http://127.0.0.1:" + port + "/realms/cairn");
        var builder = new ProcessBuilder(
                        "bash",
                        home.resolve("bin/kc.sh").toAbsolutePath().toString(),
                        "start-dev",
                        "--db=dev-mem",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--import-realm")
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("keycloak.log").toFile());
        builder.environment().put("CAIRN_ISSUER", issuer.toString());
        var keycloak = new Keycloak(builder.start(), issuer);
        keycloak.await(temporary.resolve("keycloak.log"));
        return keycloak;
    }

    URI issuer() {
        return issuer;
    }

    private void await(Path log) throws IOException, InterruptedException {
        var client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                .build();
        for (int i = 0; i < ATTEMPTS && process.isAlive(); i++) {
            try {
                if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // It does not listen yet
            }
            Thread.sleep(100);
        }
        close();
        throw new IllegalStateException("Keycloak does not start: " + Files.readString(log));
    }

    private static Path unpacked(Path zip, Path temporary) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                var entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path to = temporary.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(to);
                } else {
                    Files.createDirectories(to.getParent());
                    Files.copy(entries, to);
                }
            }
        }
        try (Stream<Path> homes = Files.list(temporary)) {
            return homes.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The script's child goes with it. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
