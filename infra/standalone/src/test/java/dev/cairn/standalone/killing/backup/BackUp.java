package dev.cairn.standalone.killing.backup;

import static org.awaitility.Awaitility.await;

import dev.cairn.cli.remote.Endpoints;
import dev.cairn.embedded.EmbeddedDatabase;
import dev.cairn.standalone.killing.victim.SeveralProcesses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** A dump of all services' databases, and the loss of these: put into another PostgreSQL, with topics as they are by then. */
public final class BackUp {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SeveralProcesses installation;
    private final Path place;
    private final Dump dump;

    /** @param place made; nothing else is there */
    public BackUp(SeveralProcesses installation, Path place) throws IOException {
        this.installation = installation;
        this.place = Files.createDirectories(place);
        this.dump = Dump.in(place);
    }

    /** Yesterday's dump, taken while everybody works. */
    public String take() throws Exception {
        Path data = installation.place().data().resolve("postgres");
        dump.take(new Server(installation.port("PostgreSQL"), data));
        return "A dump was taken";
    }

    /** PostgreSQL is lost; the dump goes into a new one, and {@code restore} adds what the topics have besides. */
    public String putBack() throws Exception {
        Path directory = place.resolve("postgres");
        Path programs = installation.place().data().resolveSibling("postgres-binaries");
        EmbeddedDatabase server = EmbeddedDatabase.start(directory, programs, 0);
        installation.moveTo(server, () -> dump.load(new Server(server.port(), directory)));
        awaitAnswers();
        var page = new Page(place, commandLine());
        page.run("restore");
        installation.awaitReady();
        page.run("verify");
        return "All databases were lost, a dump was loaded and restored";
    }

    /** They listen, and are not well yet. */
    private void awaitAnswers() {
        Endpoints endpoints = installation.endpoints();
        Stream.of(
                        endpoints.registry(),
                        endpoints.approval(),
                        endpoints.deployment(),
                        endpoints.lineage(),
                        endpoints.audit())
                .forEach(service -> await().atMost(PATIENCE).ignoreExceptions().until(() -> answers(service)));
    }

    private static boolean answers(URI service) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(service.resolve("/actuator/health"))
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode()
                > 0;
    }

    /** The command as the build leaves it, and an administrator who is signed in. */
    private Map<String, String> commandLine() throws IOException {
        Path command = Files.writeString(
                place.resolve("cairn"),
                "#!/usr/bin/env bash\nexport CLASSPATH='%s'\nexec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC dev.cairn.cli.Cairn \"$@\"\n"
                        .formatted(
                                System.getProperty("java.class.path"),
                                Path.of(System.getProperty("java.home"), "bin", "java")));
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        return Map.of(
                "CAIRN_TOKEN", installation.token("olga"),
                "CAIRN_CONFIG", place.resolve("config").toString(),
                "CAIRN_PORT_OFFSET", Integer.toString(installation.place().portOffset()));
    }
}
