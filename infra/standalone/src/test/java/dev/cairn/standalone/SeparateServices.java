package dev.cairn.standalone;

import dev.cairn.embedded.EmbeddedDatabase;
import dev.cairn.embedded.SecretFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * All of Cairn with each service in a process of its own: its application's main class, told by a file what a standalone would
 * tell it. PostgreSQL, Kafka and the issuer run in this one.
 */
public final class SeparateServices implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path home;
    private final Foundation foundation;
    private final Parts parts;
    private final Map<Service, Process> running = new EnumMap<>(Service.class);
    private int databasePort;
    private final HttpClient client = HttpClient.newHttpClient();

    private SeparateServices(Path home, Foundation foundation, Parts parts) {
        this.home = home;
        this.foundation = foundation;
        this.parts = parts;
        this.databasePort = foundation.ports().postgres();
    }

    /**
     * @param home as {@link Installation} makes it
     * @param settings what a service is told beside, by its name
     */
    public static SeparateServices start(
            Path home, Path data, int portOffset, Map<String, Map<String, String>> settings) {
        var parts = new Parts();
        try {
            Foundation foundation = Foundation.lay(data, portOffset, parts, sentence -> {
                throw new IllegalStateException(sentence);
            });
            parts.add(foundation.startIssuer());
            var services = new SeparateServices(home, foundation, parts);
            parts.add(services::endProcesses);
            // Also where the tests are broken off
            Runtime.getRuntime().addShutdownHook(new Thread(services::endProcesses));
            for (Service service : Service.values()) {
                services.tell(service, settings.getOrDefault(service.text(), Map.of()));
                services.begin(service.text());
            }
            names().forEach(services::awaitReady);
            return services;
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    public static List<String> names() {
        return Service.names();
    }

    private static Service service(String name) {
        return Service.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private Path file(Service service, String what) {
        return foundation.data().resolve(service.text() + "." + what);
    }

    private void tell(Service service, Map<String, String> settings) {
        try {
            var told = new Properties();
            foundation.settings().of(service).forEach((key, value) -> told.setProperty(key, value.toString()));
            told.putAll(settings);
            var text = new StringWriter();
            told.store(text, null);
            // Its passwords are in it
            SecretFile.write(file(service, "properties"), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a process of the service; what it has to say is added to its log. */
    public void begin(String name) {
        Service service = service(name);
        try {
            running.put(
                    service,
                    new ProcessBuilder(command(service))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(
                                    file(service, "log").toFile()))
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(Service service) throws IOException {
        Path installed = home.resolve("infra/standalone/target/cairn").toRealPath();
        Path archive = Installation.archive(home);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        command.addAll(
                List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of("-Xlog:cds*=off", "-Xlog:class+path=off", "-cp", installed.resolve("lib") + "/*"));
        command.add(service.mainClass().getName());
        command.add("--spring.config.additional-location=file:" + file(service, "properties"));
        return command;
    }

    /**
     * Waits until the service says of itself that it is well.
     *
     * @throws IllegalStateException when its process ended, or it is not well after minutes
     */
    public void awaitReady(String name) {
        Service service = service(name);
        Instant limit = Instant.now().plus(PATIENCE);
        while (!well(service)) {
            if (!process(service).isAlive() || Instant.now().isAfter(limit)) {
                throw new IllegalStateException(name + " is not up; its log is " + file(service, "log"));
            }
            pause();
        }
    }

    private boolean well(Service service) {
        URI health = URI.create("http://127.0.0.1:" + foundation.ports().of(service) + "/actuator/health");
        try {
            return client.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted", e);
    }

    private Process process(Service service) {
        return Objects.requireNonNull(running.get(service), "begin() comes first");
    }

    /** The port of the PostgreSQL that the services use. */
    public int databasePort() {
        return databasePort;
    }

    /** Makes databases and roles at another server and has the services use them, from the next start of each on. */
    public void moveTo(EmbeddedDatabase server) {
        parts.add(server);
        Foundation.databases(foundation.data(), server);
        for (Service service : Service.values()) {
            Path told = file(service, "properties");
            try {
                SecretFile.write(
                        told, Files.readString(told).replace(databasePort + "/cairn_", server.port() + "/cairn_"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        databasePort = server.port();
    }

    /** {@code kill -9}. */
    public void kill(String name) {
        process(service(name)).destroyForcibly().onExit().join();
    }

    private void endProcesses() {
        running.values().forEach(Process::destroyForcibly);
        running.values().forEach(process -> process.onExit().join());
    }

    @Override
    public void close() {
        parts.close();
    }
}
