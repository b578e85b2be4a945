package dev.cairn.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** PostgreSQL's main process, found by the file that it keeps in its data directory. */
final class Postmaster {

    private final Path data;
    private final ProcessHandle process;

    private Postmaster(Path data, ProcessHandle process) {
        this.data = data;
        this.process = process;
    }

    /**
     * The one that works on {@code data} now; empty when none does, whatever a file says that a dead one left. One that was
     * started a moment ago has not written the file yet, and is found by what it was started with.
     */
    static Optional<Postmaster> of(Path data) throws IOException {
        return named(data)
                .filter(process -> worksOn(data, process, true))
                .or(() -> ProcessHandle.allProcesses()
                        .filter(process -> worksOn(data, process, false))
                        .findFirst())
                .map(process -> new Postmaster(data, process));
    }

    private static Optional<ProcessHandle> named(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * A number can have been given to another process since, even to another PostgreSQL.
     *
     * @param untold what counts where the system does not tell how a process was started
     */
    private static boolean worksOn(Path data, ProcessHandle process, boolean untold) {
        return isPostgres(process)
                && process.info()
                        .commandLine()
                        .map(line -> line.contains(data.toString()))
                        .orElse(untold);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("postgres");
    }

    long id() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /**
     * Ends what a dead one left, if it does not end by itself: a successor may not begin while one of its children still has
     * the shared memory.
     */
    void endOrphans() throws IOException {
        Optional<Path> here = Optional.of(data.toRealPath());
        List<ProcessHandle> orphans = ProcessHandle.allProcesses()
                .filter(Postmaster::isPostgres)
                .filter(orphan -> workingDirectory(orphan).equals(here))
                .toList();
        for (ProcessHandle orphan : orphans) {
            orphan.destroyForcibly();
            awaitEnd(orphan, Duration.ofSeconds(10));
        }
    }

    /** That of each of PostgreSQL's processes is its data directory; empty where the system does not tell. */
    private static Optional<Path> workingDirectory(ProcessHandle process) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** PostgreSQL's fast shutdown: it rolls back what is open and leaves a clean directory. */
    void stop() throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                .inheritIO()
                .start();
        awaitEnd();
    }

    void awaitEnd() throws IOException {
        awaitEnd(process, Duration.ofSeconds(60));
    }

    private static void awaitEnd(ProcessHandle process, Duration limit) throws IOException {
        try {
            process.onExit().get(limit.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "PostgreSQL's process " + process.pid() + " did not end within " + limit.toSeconds()
                            + " s; end it by hand, then start again",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL's process " + process.pid() + " was ending", e);
        } catch (ExecutionException e) {
            throw new IOException("PostgreSQL's process " + process.pid() + " could not be watched", e);
        }
    }
}
