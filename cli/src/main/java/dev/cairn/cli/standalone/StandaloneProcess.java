package dev.cairn.cli.standalone;

import dev.cairn.cli.Failure;
import dev.cairn.cli.FileTrouble;
import dev.cairn.cli.ShellPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The process that a standalone runs in, as the command sees it from outside.
 *
 * @param home the checkout, or wherever Cairn was unpacked
 * @param data its data directory
 * @param portOffset added to every port
 */
public record StandaloneProcess(Path home, Path data, int portOffset) {

    private static final String MAIN = "dev.cairn.standalone.Standalone";
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);
    private static final String READY = "ready";

    /** What a start leaves that ended before the directory had a layout. */
    private static final Set<String> BEFORE_LAYOUT = Set.of("cairn.pid", "cairn.log", "cairn.log.1");

    /** The process, while it lives. */
    public Optional<ProcessHandle> running() {
        String pid = text("cairn.pid");
        return pid.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(pid))
                        .filter(StandaloneProcess::lives)
                        .filter(process -> process.info()
                                .commandLine()
                                .map(line -> line.contains(MAIN))
                                .orElse(true));
    }

    /** A process whose end nobody has taken note of yet still counts as alive, but no longer has a program. */
    private static boolean lives(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /**
     * A Cairn that has these ports, with other data. One that somebody else started need not be seen; its ports are busy then
     * like any program's.
     */
    Optional<StandaloneProcess> neighbour() {
        return JavaProgram.argumentsOfAll(MAIN)
                .filter(arguments -> arguments.size() == 4)
                .map(arguments ->
                        new StandaloneProcess(home, Path.of(arguments.get(1)), Integer.parseInt(arguments.get(3))))
                .filter(other -> other.portOffset == portOffset && !other.data.equals(data))
                .findFirst();
    }

    /** Whether it has no data yet, so that the next start begins a new history. */
    boolean isNew() {
        return !Files.exists(data.resolve("layout"));
    }

    /** What somebody types to call a command about this one. */
    public String call(String command) {
        return "cairn " + command + (data.equals(home.resolve(".cairn/data")) ? "" : " --data " + ShellPath.of(data));
    }

    /** Whether everything is up, as the process itself says. */
    boolean ready() {
        return Files.exists(data.resolve(READY));
    }

    /** The same standalone with the ports that it really has, where it runs; nobody has to remember how it was started. */
    public StandaloneProcess asItRuns() {
        String ready = text(READY);
        return ready.startsWith("port-offset=")
                ? new StandaloneProcess(home, data, Integer.parseInt(ready.substring("port-offset=".length())))
                : this;
    }

    private String text(String file) {
        try {
            Path path = data.resolve(file);
            return Files.exists(path) ? Files.readString(path).strip() : "";
        } catch (IOException e) {
            throw new Failure(
                    data.resolve(file) + " cannot be read: " + FileTrouble.of(data.resolve(file), e),
                    "Call cairn as the user who started it.");
        }
    }

    public Path log() {
        return data.resolve("cairn.log");
    }

    /** The parts and their ports, in the order in which they come up. */
    public Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("PostgreSQL", 15432 + portOffset);
        ports.put("Kafka", 19092 + portOffset);
        ports.put("issuer", 8089 + portOffset);
        ports.put("registry", 8081 + portOffset);
        ports.put("approval", 8082 + portOffset);
        ports.put("deployment", 8083 + portOffset);
        ports.put("lineage", 8084 + portOffset);
        ports.put("audit", 8085 + portOffset);
        return ports;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param progress told of each part that comes up
     * @throws Failure with the last sentence of its log
     */
    public void start(Consumer<String> progress) {
        neighbour().ifPresent(other -> {
            throw new Failure(
                    "Cairn cannot start: Cairn on " + other.data + " already has these ports.",
                    "Stop that one with: " + other.call("down")
                            + ", or move all ports of this one with --port-offset.");
        });
        Set<String> taken = new HashSet<>(ports().keySet());
        taken.removeIf(part -> !listens(ports().get(part)));
        awaitReady(launch(), taken, progress);
    }

    /** Its log is made before the process itself could refuse somebody else's directory. */
    private void requireOurs() throws IOException {
        if (!Files.isDirectory(data) || !isNew()) {
            return;
        }
        try (Stream<Path> files = Files.list(data)) {
            Optional<Path> foreign = files.filter(
                            file -> !BEFORE_LAYOUT.contains(file.getFileName().toString()))
                    .findFirst();
            if (foreign.isPresent()) {
                throw new Failure(
                        "Cairn cannot start: the directory " + data + " holds what is not Cairn's, such as "
                                + foreign.get().getFileName() + ".",
                        "Choose an empty or a new one with --data.");
            }
        }
    }

    /** Starts it. What it has to say goes to {@link #log}; what the one before it said is kept beside. */
    public ProcessHandle launch() {
        try {
            requireOurs();
            Files.createDirectories(data);
            Files.deleteIfExists(data.resolve(READY));
            if (Files.exists(log())) {
                Files.move(log(), data.resolve("cairn.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            return new ProcessBuilder(new JavaProgram(home).lasting(MAIN, arguments()))
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start()
                    .toHandle();
        } catch (IOException e) {
            throw new Failure(
                    "Cairn cannot be started on " + data + ": " + FileTrouble.of(data, e) + ".",
                    "Make the directory writable, or choose another with --data.");
        }
    }

    /**
     * Waits until one that was launched is ready.
     *
     * @throws Failure with the last sentence of its log
     */
    public void awaitReady(ProcessHandle process, Consumer<String> progress) {
        awaitReady(process, Set.of(), progress);
    }

    /** @param taken the parts on whose ports somebody listened before the process began: that is no sign of them */
    private void awaitReady(ProcessHandle process, Set<String> taken, Consumer<String> progress) {
        var waiting = new LinkedHashMap<>(ports());
        Instant limit = Instant.now().plus(START_LIMIT);
        while (!ready()) {
            if (!lives(process)) {
                throw new Failure(lastSentence(), "Its log is " + log());
            }
            if (Instant.now().isAfter(limit)) {
                process.destroy();
                throw new Failure(
                        "Cairn was not ready after " + START_LIMIT.toSeconds() + " s and was stopped.",
                        "Its log is " + log());
            }
            waiting.entrySet().removeIf(part -> {
                boolean up = !taken.contains(part.getKey()) && listens(part.getValue());
                if (up) {
                    progress.accept(part.getKey());
                }
                return up;
            });
            pause("Interrupted; Cairn goes on starting.");
        }
        waiting.keySet().forEach(progress::accept);
    }

    private List<String> arguments() {
        return List.of("--data", data.toString(), "--port-offset", Integer.toString(portOffset));
    }

    /**
     * Runs another program of the standalone on this one's data and waits for its end.
     *
     * @return what it printed
     */
    public String runAs(String mainClass, String argument) {
        List<String> command = new JavaProgram(home).brief(mainClass, arguments());
        command.add(argument);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(mainClass + " " + argument + " failed: " + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(mainClass + " could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + mainClass + " ran", e);
        }
    }

    private String lastSentence() {
        try {
            return Files.readAllLines(log()).stream()
                    .filter(line -> line.startsWith("Cairn cannot start: "))
                    .reduce((first, last) -> last)
                    .orElse("Cairn ended while it started.");
        } catch (IOException e) {
            throw new UncheckedIOException("Cairn's log " + log() + " cannot be read: " + FileTrouble.of(log(), e), e);
        }
    }

    static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void pause(String interrupted) {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(interrupted, "Look with: " + call("status"));
        }
    }

    /** @return whether it was running */
    public boolean stop() {
        var process = running();
        process.ifPresent(this::stop);
        return process.isPresent();
    }

    private void stop(ProcessHandle process) {
        Optional<Path> recording = JavaProgram.recordingOf(process);
        process.destroy();
        Instant limit = Instant.now().plus(STOP_LIMIT);
        while (lives(process)) {
            if (Instant.now().isAfter(limit)) {
                throw new Failure(
                        "Cairn (process " + process.pid() + ") did not stop within " + STOP_LIMIT.toSeconds() + " s.",
                        "Its log is " + log() + "; kill -9 loses nothing that was answered.");
            }
            pause("Interrupted; Cairn goes on stopping.");
        }
        recording.ifPresent(new JavaProgram(home)::keep);
    }
}
