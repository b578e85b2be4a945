package dev.cairn.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.util.FileSystemUtils;

/** All of Cairn in this JVM, started once for all tests that ask it something over HTTP, and stopped after the last. */
final class RunningStandalone implements BeforeAllCallback {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Ports ports = new Ports(0);

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(RunningStandalone.class))
                .computeIfAbsent(RunningStandalone.class, key -> start(), AutoCloseable.class);
    }

    /** At ports that nobody has, in a directory that goes with it. */
    private static AutoCloseable start() {
        // As in Standalone.main: one logging set-up for all contexts
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        try {
            Path directory = Files.createTempDirectory("cairn-test-standalone-");
            ports = new Ports(FreePorts.offset());
            Standalone standalone = Standalone.start(directory, ports.offset());
            return () -> {
                standalone.close();
                FileSystemUtils.deleteRecursively(directory);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HttpResponse<String> get(Service service, String path) {
        int port = ports.of(service);
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
