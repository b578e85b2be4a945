package dev.cairn.standalone.killing.victim;

import dev.cairn.cli.standalone.StandaloneProcess;
import dev.cairn.standalone.Installation;
import dev.cairn.standalone.killing.load.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A standalone, started as {@code cairn up} does. Its process dies, or PostgreSQL, or both. */
public final class OneProcess implements Victim {

    private final StandaloneProcess standalone;
    private final Random random;
    private final List<Blow> blows = new ArrayList<>(List.of(Blow.values()));
    private @Nullable ProcessHandle process;

    /** What is killed, and how. */
    private enum Blow {
        JVM,
        JVM_TWICE,
        POSTGRES,
        POSTMASTER,
        POSTGRES_CHILD,
        EVERYTHING
    }

    public OneProcess(StandaloneProcess standalone, long seed) {
        this.standalone = standalone;
        this.random = new Random(seed);
        Collections.shuffle(blows, random);
        begin();
        awaitReady();
        if (!Files.exists(Installation.archive(standalone.home()))) {
            // The first orderly end leaves the archive that makes all later starts faster
            standalone.stop();
            keepLog();
            begin();
            awaitReady();
        }
    }

    @Override
    public StandaloneProcess place() {
        return standalone;
    }

    @Override
    public String strike(int number) {
        Blow blow = blows.get(number % blows.size());
        strike(blow);
        if (!running().isAlive()) {
            begin();
            awaitReady();
        }
        return blow.toString();
    }

    private void strike(Blow blow) {
        switch (blow) {
            case JVM -> kill();
            case JVM_TWICE -> {
                kill();
                begin();
                Caller.pause(random.nextInt(8_000));
                kill();
            }
            case POSTGRES -> killPostgres();
            case POSTMASTER -> killPostmaster();
            case POSTGRES_CHILD -> killOneOfPostgres(random.nextInt(100));
            case EVERYTHING -> {
                killPostgres();
                kill();
            }
        }
    }

    private void begin() {
        process = standalone.launch();
    }

    private void awaitReady() {
        standalone.awaitReady(running(), part -> {});
    }

    /** {@code kill -9} of the JVM; what belongs to PostgreSQL stays. */
    private void kill() {
        running().destroyForcibly();
        running().onExit().join();
        keepLog();
    }

    /** What every life of it had to say, one after the other. */
    private void keepLog() {
        try {
            Files.write(
                    standalone.data().resolveSibling("all-lives.log"),
                    Files.readAllBytes(standalone.log()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9} of PostgreSQL's main process, and of all that it had started. */
    private void killPostgres() {
        postmaster().ifPresent(postmaster -> {
            List<ProcessHandle> children = postmaster.children().toList();
            postmaster.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        });
    }

    /** {@code kill -9} of PostgreSQL's main process alone: its children find out by themselves. */
    private void killPostmaster() {
        postmaster().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** {@code kill -9} of one of PostgreSQL's children: the main process then ends all others and begins anew. */
    private void killOneOfPostgres(int which) {
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
