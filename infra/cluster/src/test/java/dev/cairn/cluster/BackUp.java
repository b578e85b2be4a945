package dev.cairn.cluster;

import static org.awaitility.Awaitility.await;

import dev.cairn.cluster.backup.Dump;
import dev.cairn.cluster.backup.Page;
import dev.cairn.cluster.backup.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** A dump of all services' databases, and the loss of these: put into another PostgreSQL, with topics as they are by then. */
final class BackUp {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RunningCluster cluster;
    private final Path place;
    private final Dump dump;

    /** @param place made; nothing else is there */
    BackUp(RunningCluster cluster, Path place) throws IOException {
        this.cluster = cluster;
        this.place = Files.createDirectories(place);
        this.dump = Dump.in(place);
    }

    /** Yesterday's dump, taken while everybody works. */
    String take() throws Exception {
        dump.take(server());
        return "A dump was taken";
    }

    private Server server() {
        return new Server(cluster.part("postgres").port(), postgres());
    }

    private Path postgres() {
        return cluster.directory().resolve("postgres");
    }

    /** PostgreSQL is lost; the dump goes into a new one, and {@code restore} adds what the topics have besides. */
    String putBack() throws Exception {
        List<Part> services = cluster.services();
        services.forEach(Part::kill);
        cluster.part("postgres").kill();
        FileSystemUtils.deleteRecursively(postgres().resolve("data"));
        cluster.layFoundation();
        dump.load(server());
        services.forEach(Part::start);
        // They listen, and are not well yet
        services.forEach(service ->
                await().atMost(PATIENCE).until(() -> Connections.status(service.port(), "/actuator/health") > 0));
        var page = new Page(place, commandLine());
        page.run("restore");
        services.forEach(Part::awaitReady);
        page.run("verify");
        return "All databases were lost, a dump was loaded and restored";
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
                "CAIRN_TOKEN", cluster.token("olga"),
                "CAIRN_CONFIG", place.resolve("config").toString(),
                "CAIRN_PORT_OFFSET", Integer.toString(cluster.place().portOffset()));
    }
}
