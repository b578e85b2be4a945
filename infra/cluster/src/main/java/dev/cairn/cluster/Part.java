package dev.cairn.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One process of the cluster. It outlives the command that starts it. What is in {@code <part>.environment.properties} beside its
 * log goes before what else is in its environment, for whoever wants to try something.
 */
abstract class Part {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);

    private final String name;
    private final List<Integer> ports;
    private final ClusterDirectory directory;
    private final PartProcess process;

    /**
     * @param name unique in the cluster
     * @param ports that it listens on, on the loopback address; the first is the one that others use
     */
    Part(String name, ClusterDirectory directory, Integer... ports) {
        this.name = name;
        this.ports = List.of(ports);
        this.directory = directory;
        this.process = new PartProcess(directory.resolve(name + ".pid"));
    }

    final String name() {
        return name;
    }

    final int port() {
        return ports.get(0);
    }

    final List<Integer> ports() {
        return ports;
    }

    final ClusterDirectory directory() {
        return directory;
    }

    final PartProcess process() {
        return process;
    }

    final Path log() {
        return directory.resolve(name + ".log");
    }

    boolean running() {
        return process.running().isPresent();
    }

    /** Makes what it needs, and says how it is run. */
    abstract List<String> command();

    /** What its process finds in its environment, beside what this one has. */
    Map<String, String> environment() {
        return Map.of();
    }

    /** Whether it does its work; asked while its process runs. */
    abstract boolean ready();

    /** Starts its process; what it has to say is added to its log. */
    void start() {
        try {
            var builder = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            builder.environment().putAll(environment());
            builder.environment().putAll(directory.told(name + ".environment.properties"));
            process.remember(builder.start().pid());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** @throws ClusterFailure when its process ended, or it is not ready after minutes */
    final void awaitReady() {
        boolean ready = Waiting.until(START_LIMIT, () -> !running() || ready());
        if (!ready || !running()) {
            throw new ClusterFailure(name
                    + (running() ? " is not ready after " + START_LIMIT.toMinutes() + " minutes" : " ended at once")
                    + "; its log is " + log());
        }
    }

    /** {@code kill -9}; returns when nothing of it runs any more. */
    void kill() {
        process.signalParent("KILL");
        process.awaitEnd(STOP_LIMIT);
    }

    /** It stops in the middle of whatever it does, and keeps its connections. */
    final void pause() {
        process.signal("STOP");
    }

    final void resume() {
        process.signal("CONT");
    }

    /** In an orderly way. */
    void stop() {
        resume();
        process.signalParent("TERM");
        process.awaitEnd(STOP_LIMIT);
    }
}
