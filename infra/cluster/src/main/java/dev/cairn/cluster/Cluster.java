package dev.cairn.cluster;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What {@code cairn cluster} does: {@code Cluster HOME DIRECTORY PORT-OFFSET COMMAND [PART …]}. */
public final class Cluster implements AutoCloseable {

    private final ClusterDirectory directory;
    private final Topology topology;
    private final SetUp setUp;
    private final PrintStream out;

    /**
     * @param home the checkout, or wherever Cairn was unpacked
     * @param portOffset added to every port
     * @param out gets what people want to see while it works
     * @throws ClusterFailure when the directory cannot be used
     */
    Cluster(Path home, Path directory, int portOffset, PrintStream out) {
        this.directory = ClusterDirectory.open(directory);
        var ports = new Ports(portOffset);
        this.topology = new Topology(this.directory, ports, new JavaCommand(home));
        this.setUp = new SetUp(this.directory, ports, topology);
        this.out = out;
    }

    public static void main(String[] arguments) {
        List<String> given = Arrays.asList(arguments);
        try (var cluster =
                new Cluster(Path.of(given.get(0)), Path.of(given.get(1)), Integer.parseInt(given.get(2)), System.out)) {
            cluster.execute(given.get(3), given.subList(4, given.size()));
        } catch (ClusterFailure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    void execute(String command, List<String> parts) {
        switch (command) {
            case "up" -> up();
            case "down" -> down();
            case "status" -> status();
            case "start" -> each(parts, this::start);
            case "kill" -> each(parts, part -> end(part, "killed", Part::kill));
            case "stop" -> each(parts, part -> end(part, "stopped", Part::stop));
            case "pause" -> each(parts, part -> end(part, "paused", Part::pause));
            case "resume" -> each(parts, part -> end(part, "goes on", Part::resume));
            default -> throw new ClusterFailure("There is no command " + command);
        }
    }

    Topology topology() {
        return topology;
    }

    ClusterDirectory directory() {
        return directory;
    }

    /** Starts what does not run, in the order in which one needs the other. */
    void up() {
        Instant begun = Instant.now();
        requireFreePorts();
        begin("Kafka, PostgreSQL, the object store and the issuer", topology.foundation());
        out.println("Making topics, rights, databases and the bucket, where they are missing …");
        setUp.run();
        for (List<Part> together : topology.instances()) {
            begin("an instance of each service", together);
        }
        out.printf(
                Locale.ROOT,
                "The cluster is ready after %.0f s; cairn cluster status shows its parts%n",
                Duration.between(begun, Instant.now()).toMillis() / 1000.0);
    }

    private void requireFreePorts() {
        List<String> busy = topology.all().stream()
                .filter(part -> !part.running())
                .flatMap(part -> part.ports().stream()
                        .filter(port -> !Connections.free(port))
                        .map(port -> port + " (" + part.name() + ")"))
                .toList();
        if (!busy.isEmpty()) {
            throw new ClusterFailure("Another program listens on " + String.join(", ", busy)
                    + "; stop it, or move all of the cluster's ports with --port-offset");
        }
    }

    private void begin(String what, List<Part> parts) {
        List<Part> missing = parts.stream().filter(part -> !part.running()).toList();
        if (!missing.isEmpty()) {
            out.println("Starting " + what + " …");
            missing.forEach(Part::start);
        }
        for (Part part : parts) {
            part.awaitReady();
            if (missing.contains(part)) {
                out.println("  " + part.name() + " is ready at port " + part.port());
            }
        }
    }

    private void start(Part part) {
        if (part.running()) {
            out.println(part.name() + " runs already");
            return;
        }
        part.start();
        part.awaitReady();
        out.println(part.name() + " is ready at port " + part.port());
    }

    private void end(Part part, String done, Consumer<Part> how) {
        if (!part.running()) {
            throw new ClusterFailure(part.name() + " does not run; start it with: cairn cluster start " + part.name());
        }
        how.accept(part);
        out.println(part.name() + " " + done);
    }

    private void each(List<String> names, Consumer<Part> work) {
        names.stream().flatMap(name -> topology.named(name).stream()).toList().forEach(work);
    }

    /** In the reverse order of the start; those of one layer side by side. */
    void down() {
        List<List<Part>> layers = new ArrayList<>();
        layers.add(topology.instances().stream().flatMap(List::stream).toList());
        List<Part> foundation = new ArrayList<>(topology.foundation());
        Collections.reverse(foundation);
        layers.add(foundation);
        for (List<Part> layer : layers) {
            layer.parallelStream().filter(Part::running).forEach(Part::stop);
        }
        out.println("The cluster has stopped; its data stays in " + directory.resolve(""));
    }

    private void status() {
        out.printf("%-14s %6s %9s  %s%n", "part", "port", "process", "state");
        for (Part part : topology.all()) {
            out.printf(
                    "%-14s %6d %9s  %s%n",
                    part.name(),
                    part.port(),
                    part.process()
                            .running()
                            .map(process -> Long.toString(process.pid()))
                            .orElse("-"),
                    state(part));
        }
        String ended = topology.all().stream()
                .filter(part -> !part.running())
                .map(Part::name)
                .collect(Collectors.joining(" "));
        if (!ended.isEmpty()) {
            out.println("Start what does not run with: cairn cluster start " + ended);
        }
    }

    private static String state(Part part) {
        if (!part.running()) {
            return "does not run";
        }
        if (part.process().paused()) {
            return "paused";
        }
        return part.ready() ? "ready" : "runs, and is not ready: " + part.log();
    }

    @Override
    public void close() {
        directory.close();
    }
}
