package dev.cairn.cluster;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What {@code cairn cluster} does: {@code Cluster HOME DIRECTORY PORT-OFFSET COMMAND [PART …]}. */
public final class Cluster implements AutoCloseable {

    private static final String READY = "ready";
    private static final String AWAY = "does not run";
    private static final String PAUSED = "paused";
    private static final String NOT_READY = "runs, and is not ready";

    private final ClusterDirectory directory;
    private final JavaCommand java;
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
        this.java = new JavaCommand(home, directory, portOffset);
        this.topology = new Topology(this.directory, ports, java);
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
        requireFreePorts(topology.all());
        layFoundation();
        topology.instances().forEach(this::begin);
        out.printf(
                Locale.ROOT,
                "The cluster is ready after %.0f s; %s shows its parts%n",
                Duration.between(begun, Instant.now()).toMillis() / 1000.0,
                call("status"));
    }

    /** Everything that the services stand on. */
    void layFoundation() {
        begin(topology.foundation());
        out.println("Making topics, rights, databases and the bucket, where they are missing …");
        setUp.run();
    }

    private void requireFreePorts(List<Part> parts) {
        List<String> busy = parts.stream()
                .filter(part -> !part.running())
                .flatMap(part -> part.ports().stream()
                        .filter(port -> !Connections.free(port))
                        .map(port -> port + " (" + part.name() + ")"))
                .toList();
        if (busy.isEmpty()) {
            return;
        }
        String ports = String.join(", ", busy);
        throw java.neighbour()
                .map(other -> new ClusterFailure("The cluster in " + other + " already has the ports " + ports
                        + "; stop that one with: " + call("down", other)
                        + ", or move all of this one's ports with --port-offset"))
                .orElseGet(() -> new ClusterFailure("Another program listens on " + ports
                        + "; stop it, or move all of the cluster's ports with --port-offset"));
    }

    /** What somebody types to call a command about this cluster. */
    private String call(String command) {
        return call(command, java.data());
    }

    private String call(String command, Path data) {
        return "cairn cluster " + command
                + (data.equals(java.home().resolve(".cairn/cluster").normalize()) ? "" : " --data " + data)
                + (java.portOffset() == 0 ? "" : " --port-offset " + java.portOffset());
    }

    /** Starts those that do not run, side by side, and waits until all are ready. */
    void begin(List<Part> parts) {
        List<Part> missing = parts.stream().filter(part -> !part.running()).toList();
        if (!missing.isEmpty()) {
            out.println("Starting " + missing.stream().map(Part::name).collect(Collectors.joining(", ")) + " …");
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
        requireFreePorts(List.of(part));
        part.start();
        part.awaitReady();
        out.println(part.name() + " is ready at port " + part.port());
    }

    private void end(Part part, String done, Consumer<Part> how) {
        if (!part.running()) {
            throw new ClusterFailure(part.name() + " does not run; start it with: " + call("start " + part.name()));
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
        layers.add(topology.services());
        List<Part> foundation = new ArrayList<>(topology.foundation());
        Collections.reverse(foundation);
        layers.add(foundation);
        for (List<Part> layer : layers) {
            layer.parallelStream().filter(Part::running).forEach(Part::stop);
        }
        out.println("The cluster has stopped; its data stays in " + directory.resolve(""));
    }

    /** @throws ClusterFailure when not everything is ready, which scripts tell by the exit code */
    private void status() {
        Map<String, List<String>> unready = new LinkedHashMap<>();
        out.printf("%-14s %6s %9s  %s%n", "part", "port", "process", "state");
        for (Part part : topology.all()) {
            String state = state(part);
            out.printf(
                    "%-14s %6d %9s  %s%n",
                    part.name(),
                    part.port(),
                    part.process()
                            .running()
                            .map(process -> Long.toString(process.pid()))
                            .orElse("-"),
                    state.equals(NOT_READY) ? state + ": " + part.log() : state);
            if (!state.equals(READY)) {
                unready.computeIfAbsent(state, key -> new ArrayList<>()).add(part.name());
            }
        }
        if (!unready.isEmpty()) {
            throw new ClusterFailure("Not everything is ready. " + advice(unready));
        }
    }

    private String advice(Map<String, List<String>> unready) {
        List<String> ended = unready.getOrDefault(AWAY, List.of());
        List<String> advice = new ArrayList<>();
        if (ended.size() == topology.all().size()) {
            advice.add(java.neighbour()
                    .map(other -> "The cluster in " + other + " has these ports; look at that one with: "
                            + call("status", other))
                    .orElseGet(() -> "Start it with: " + call("up")));
        } else if (!ended.isEmpty()) {
            advice.add("Start what does not run with: " + call("start " + String.join(" ", ended)));
        }
        if (unready.containsKey(PAUSED)) {
            advice.add("Let what is paused go on with: " + call("resume " + String.join(" ", unready.get(PAUSED))));
        }
        if (unready.containsKey(NOT_READY)) {
            advice.add("What runs and is not ready tells why in its log");
        }
        return String.join("\n", advice);
    }

    private static String state(Part part) {
        if (!part.running()) {
            return AWAY;
        }
        if (part.process().paused()) {
            return PAUSED;
        }
        return part.ready() ? READY : NOT_READY;
    }

    @Override
    public void close() {
        directory.close();
    }
}
