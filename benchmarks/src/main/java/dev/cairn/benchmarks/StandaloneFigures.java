package dev.cairn.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How long a standalone takes to be ready on existing data, and how much memory it has then:
 * {@code java StandaloneFigures.java CHECKOUT PORT-OFFSET}, on Linux. Memory is the proportional set size (PSS) of the JVM and
 * of all of PostgreSQL's processes, in which what several share counts once.
 */
public final class StandaloneFigures {

    private static final int STARTS = 3;

    private final Path checkout;
    private final String portOffset;
    private final Path data;

    private StandaloneFigures(Path checkout, String portOffset) throws IOException {
        this.checkout = checkout;
        this.portOffset = portOffset;
        this.data = Files.createTempDirectory("cairn-figures-").resolve("data");
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new StandaloneFigures(Path.of(arguments[0]).toAbsolutePath(), arguments[1]).measure();
    }

    private void measure() throws IOException, InterruptedException {
        print("first start, no data", cairn("up"));
        print("first stop, keeps the archive of classes", cairn("down"));
        for (int i = 0; i < STARTS; i++) {
            print("ready on existing data", cairn("up"));
            Thread.sleep(Duration.ofSeconds(10).toMillis());
            System.out.printf(Locale.ROOT, "%-42s %6.0f MB%n", "memory (PSS), PostgreSQL included", memory() / 1024.0);
            print("stop", cairn("down"));
        }
    }

    private static void print(String what, Duration time) {
        System.out.printf(Locale.ROOT, "%-42s %6.1f s%n", what, time.toMillis() / 1000.0);
    }

    private Duration cairn(String command) throws IOException, InterruptedException {
        Instant begun = Instant.now();
        int exit = new ProcessBuilder(
                        checkout.resolve("cairn").toString(),
                        command,
                        "--data",
                        data.toString(),
                        "--port-offset",
                        portOffset)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("cairn " + command + " failed; see " + data.resolve("cairn.log"));
        }
        return Duration.between(begun, Instant.now());
    }

    /** KB of the JVM, of PostgreSQL's main process and of its children. */
    private long memory() throws IOException {
        long jvm = number(data.resolve("cairn.pid"));
        long postmaster = number(data.resolve("postgres/data/postmaster.pid"));
        List<Long> processes = Stream.concat(
                        Stream.of(jvm, postmaster),
                        ProcessHandle.of(postmaster).orElseThrow().children().map(ProcessHandle::pid))
                .toList();
        long sum = 0;
        for (long process : processes) {
            sum += Files.readAllLines(Path.of("/proc/" + process + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
        return sum;
    }

    private static long number(Path file) throws IOException {
        return Long.parseLong(Files.readAllLines(file).get(0).strip());
    }
}
