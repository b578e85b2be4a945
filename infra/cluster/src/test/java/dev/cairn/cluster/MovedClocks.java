package dev.cairn.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Lets instances of services see another time than it is, from one moment to the next, while they run: each has a file that
 * libfaketime reads. How long something takes they see as it is, as with a clock that somebody puts forward or back.
 *
 * @param library of libfaketime, the one for several threads
 */
record MovedClocks(Path library) {

    private static final Duration LASTS = Duration.ofMinutes(1);

    /** To be called before the parts are started. */
    void establish(RunningCluster cluster) {
        for (Part part : cluster.services()) {
            set(cluster, part, "+0");
            cluster.directory()
                    .tell(
                            part.name() + ".environment.properties",
                            Map.of(
                                    "LD_PRELOAD",
                                    library,
                                    "FAKETIME_TIMESTAMP_FILE",
                                    file(cluster, part),
                                    "FAKETIME_DONT_FAKE_MONOTONIC",
                                    "1",
                                    // What it does about some versions of glibc lets waiting threads spin with others
                                    "FAKETIME_FORCE_MONOTONIC_FIX",
                                    "0",
                                    "FAKETIME_CACHE_DURATION",
                                    "1"));
        }
    }

    private static Path file(RunningCluster cluster, Part part) {
        return cluster.directory().resolve(part.name() + ".clock");
    }

    /** Exchanged as a whole, since it may be read at any moment. */
    private static void set(RunningCluster cluster, Part part, String moved) {
        Path file = file(cluster, part);
        try {
            Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), moved + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Fault> faults() {
        return Stream.of("+1h", "-1h")
                .flatMap(moved -> Stream.of(
                        fault(
                                "one instance of each service",
                                moved,
                                cluster -> cluster.topology().instances().get(0)),
                        fault("all instances of all services", moved, RunningCluster::services)))
                .toList();
    }

    private static Fault fault(String whose, String moved, Function<RunningCluster, List<Part>> parts) {
        return new Fault(
                "the clock of " + whose + " moved by " + moved.replace("-", "−").replace("h", " h"),
                LASTS,
                cluster -> parts.apply(cluster).forEach(part -> set(cluster, part, moved)),
                cluster -> parts.apply(cluster).forEach(part -> set(cluster, part, "+0")));
    }
}
