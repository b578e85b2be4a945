package dev.cairn.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The process of a part, found again by whoever comes later: a file has its number and when it began, since the number alone may
 * be another's by then.
 */
final class PartProcess {

    private final Path file;

    PartProcess(Path file) {
        this.file = file;
    }

    /** Empty when it never ran or has ended. */
    Optional<ProcessHandle> running() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            String[] known = Files.readString(file).strip().split(" ");
            return ProcessHandle.of(Long.parseLong(known[0]))
                    .filter(ProcessHandle::isAlive)
                    // A dead process that nobody has taken note of yet has no program any more
                    .filter(process -> process.info().command().isPresent())
                    .filter(process -> began(process) == Long.parseLong(known[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remember(long id) {
        ProcessHandle.of(id).ifPresent(process -> {
            try {
                Files.writeString(file, id + " " + began(process) + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static long began(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Whether it is stopped by a signal, and goes on with another. */
    boolean paused() {
        return running()
                .map(process -> Path.of("/proc", Long.toString(process.pid()), "stat"))
                .map(PartProcess::state)
                .filter("T"::equals)
                .isPresent();
    }

    private static String state(Path stat) {
        try {
            String line = Files.readString(stat);
            return line.substring(line.lastIndexOf(')') + 2).substring(0, 1);
        } catch (IOException e) {
            return "?";
        }
    }

    /**
     * Sends it a signal, and its children too.
     *
     * @param signal as {@code kill} takes it
     */
    void signal(String signal) {
        running()
                .ifPresent(process -> Stream.concat(Stream.of(process), process.children())
                        .forEach(each -> signal(signal, each.pid())));
    }

    /** Sends it alone a signal. */
    void signalParent(String signal) {
        running().ifPresent(process -> signal(signal, process.pid()));
    }

    private static void signal(String signal, long id) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(id))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException("The process " + id + " cannot be sent a signal: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        }
    }

    /** @throws ClusterFailure when it does not end in time */
    void awaitEnd(Duration limit) {
        if (!Waiting.until(limit, () -> running().isEmpty())) {
            throw new ClusterFailure("The process in " + file + " did not end within " + limit.toSeconds() + " s");
        }
    }
}
