package dev.cairn.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    /** A dead process whose end nobody has taken note of yet still has its number, but no longer a program. */
    private static boolean isPostgres(ProcessHandle process) {
        return runs(process, "postgres");
    }

    private static boolean runs(ProcessHandle process, String program) {
        return process.info().command().orElse("").endsWith("/" + program);
    }

    long id() {
        return process.pid();
    }

    boolean alive() {
        return isPostgres(process);
    }

    /**
     * Ends whatever is about to start one on {@code data}: a killed process leaves behind what it had begun. To be asked
     * before {@link #of}, which then finds the one that was started all the same.
     */
    static void endStarters(Path data) throws IOException {
        end(ProcessHandle.allProcesses()
                .filter(process -> runs(process, "pg_ctl") || runs(process, "sh") || runs(process, "dash"))
                .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                .toList());
    }

    /**
     * Clears away what a dead one left: its children, if they do not end by themselves, since a successor may not begin
     * while one of them still has the shared memory; and its file, which PostgreSQL itself heeds as long as any process has
     * the number in it.
     */
    static void clearAway(Path data) throws IOException {
        if (Files.exists(data)) {
            Optional<Path> here = Optional.of(data.toRealPath());
            end(ProcessHandle.allProcesses()
                    .filter(Postmaster::isPostgres)
                    .filter(orphan -> workingDirectory(orphan).equals(here))
                    .toList());
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        }
    }

    private static void end(List<ProcessHandle> processes) throws IOException {
        for (ProcessHandle process : processes) {
            process.destroyForcibly();
            awaitEnd(process, Duration.ofSeconds(10));
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
        Instant last = Instant.now().plus(limit);
        while (process.info().command().isPresent()) {
            if (Instant.now().isAfter(last)) {
                throw new IOException("PostgreSQL's process " + process.pid() + " did not end within "
                        + limit.toSeconds() + " s; end it by hand, then start again");
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while PostgreSQL's process " + process.pid() + " was ending", e);
            }
        }
    }
}
