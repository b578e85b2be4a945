package dev.cairn.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How long it takes until another instance does what only one may do, when the one that did it is killed, and when it hangs:
 * {@code java ClusterFigures.java CHECKOUT PORT-OFFSET}. Counted from the signal until the other says of itself that it has begun.
 */
public final class ClusterFigures {

    private static final int ROUNDS = 3;
    private static final long LIMIT = Duration.ofMinutes(2).toNanos();

    private final Path checkout;
    private final int portOffset;
    private final Path data;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private ClusterFigures(Path checkout, int portOffset) throws IOException {
        this.checkout = checkout;
        this.portOffset = portOffset;
        this.data = Files.createTempDirectory("cairn-figures-").resolve("cluster");
    }

    /**
     * Work that one instance does.
     *
     * @param port of the first instance
     * @param says what stands in the health of whoever does it
     */
    private record Work(String name, String service, int port, String says) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new ClusterFigures(Path.of(arguments[0]).toAbsolutePath(), Integer.parseInt(arguments[1])).measure();
    }

    private void measure() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        cairn("up");
        System.out.printf(Locale.ROOT, "%-44s %6.1f s%n", "first start", (System.nanoTime() - begun) / 1e9);
        try {
            for (Work work : List.of(
                    new Work("relay", "registry", 8081, "\"phase\":\"RELAYING\""),
                    new Work("inbox", "lineage", 8084, "\"phase\":\"READING\""),
                    new Work("sequencer", "audit", 8085, "\"part\":\"SEQUENCER\""))) {
                measure(work, "kill", "start", "killed");
                measure(work, "pause", "resume", "hung (SIGSTOP)");
            }
        } finally {
            cairn("down");
        }
    }

    private void measure(Work work, String blow, String cure, String name) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            int doing = await(work, 0);
            String part = work.service() + "-" + doing;
            // The command takes a while; the signal is what it ends with
            cairn(blow, part);
            long begun = System.nanoTime();
            await(work, doing);
            seconds.add((System.nanoTime() - begun) / 1e9);
            cairn(cure, part);
            awaitWell(work, doing);
        }
        seconds.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%-44s %6.1f s (%.1f–%.1f)%n",
                work.name() + " taken over, " + name,
                seconds.get(ROUNDS / 2),
                seconds.get(0),
                seconds.get(ROUNDS - 1));
    }

    /**
     * @param not the instance that does not count, 0 for none
     * @return which instance does the work
     */
    private int await(Work work, int not) throws InterruptedException {
        long limit = System.nanoTime() + LIMIT;
        while (System.nanoTime() < limit) {
            for (int instance = 1; instance <= 2; instance++) {
                if (instance != not && health(work, instance).contains(work.says())) {
                    return instance;
                }
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("Nobody is " + work.name() + " after minutes; see the logs in " + data);
    }

    /** Which includes that it does not do what another does by now. */
    private void awaitWell(Work work, int instance) throws InterruptedException {
        long limit = System.nanoTime() + LIMIT;
        while (!health(work, instance).contains("\"status\":\"UP\"")
                || health(work, instance).contains(work.says())) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException(
                        work.service() + "-" + instance + " does not stand by after minutes; see the logs in " + data);
            }
            Thread.sleep(100);
        }
    }

    /** Empty without an answer. */
    private String health(Work work, int instance) throws InterruptedException {
        int port = work.port() + portOffset + (instance - 1) * 100;
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                    .timeout(Duration.ofSeconds(1))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        }
    }

    private void cairn(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(checkout.resolve("cairn").toString(), "cluster", words[0]));
        command.addAll(List.of("--data", data.toString(), "--port-offset", Integer.toString(portOffset)));
        Stream.of(words).skip(1).forEach(command::add);
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }
}
