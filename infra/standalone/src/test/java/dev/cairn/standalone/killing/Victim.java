package dev.cairn.standalone.killing;

import dev.cairn.cli.remote.Endpoints;
import dev.cairn.cli.remote.SignIn;
import dev.cairn.cli.standalone.StandaloneProcess;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A standalone in a process of its own, started as {@code cairn up} does, on one data directory however often it dies. */
final class Victim implements AutoCloseable {

    private final StandaloneProcess standalone;
    private @Nullable ProcessHandle process;

    Victim(StandaloneProcess standalone) {
        this.standalone = standalone;
    }

    Endpoints endpoints() {
        return Endpoints.standalone(standalone.portOffset());
    }

    /** The port of a part, by its name in {@code cairn status}. */
    int port(String part) {
        return Objects.requireNonNull(standalone.ports().get(part));
    }

    String token(String person) {
        return new SignIn(endpoints().issuer())
                .withPassword(person, person + "-demo")
                .value();
    }

    /** A password between the parts, as the standalone keeps it. */
    String secret(String name) {
        try {
            var secrets = new Properties();
            secrets.load(new StringReader(Files.readString(standalone.data().resolve("secrets.properties"))));
            return secrets.getProperty(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void begin() {
        process = standalone.launch();
    }

    void awaitReady() {
        standalone.awaitReady(running(), part -> {});
    }

    boolean alive() {
        return running().isAlive();
    }

    /** Ends as {@code cairn down} does; the first time this leaves the archive that makes all later starts faster. */
    void stop() {
        standalone.stop();
        keepLog();
    }

    /** {@code kill -9} of the JVM; what belongs to PostgreSQL stays. */
    void kill() {
        running().destroyForcibly();
        running().onExit().join();
        keepLog();
    }

    /** What every life of it had to say, one after the other. */
    Path log() {
        return standalone.data().resolveSibling("all-lives.log");
    }

    private void keepLog() {
        try {
            Files.write(
                    log(), Files.readAllBytes(standalone.log()), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9} of PostgreSQL's main process, and of all that it had started. */
    void killPostgres() {
        postmaster().ifPresent(postmaster -> {
            List<ProcessHandle> children = postmaster.children().toList();
            postmaster.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        });
    }

    /** {@code kill -9} of PostgreSQL's main process alone: its children find out by themselves. */
    void killPostmaster() {
        postmaster().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** {@code kill -9} of one of PostgreSQL's children: the main process then ends all others and begins anew. */
    void killOneOfPostgres(int which) {
        postmaster().ifPresent(postmaster -> {
            List<ProcessHandle> children = postmaster.children().toList();
            if (!children.isEmpty()) {
                children.get(which % children.size()).destroyForcibly();
            }
        });
    }

    private Optional<ProcessHandle> postmaster() {
        try {
            Path file = standalone.data().resolve("postgres/data/postmaster.pid");
            return Files.exists(file)
                    ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessHandle running() {
        return Objects.requireNonNull(process, "begin() comes first");
    }

    @Override
    public void close() {
        standalone.stop();
        killPostgres();
    }
}
