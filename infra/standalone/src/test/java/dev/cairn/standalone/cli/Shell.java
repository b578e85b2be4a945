package dev.cairn.standalone.cli;

import dev.cairn.cli.standalone.StandaloneProcess;
import dev.cairn.standalone.FreePorts;
import dev.cairn.standalone.Installation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/** A person at a terminal in a checkout of their own, with a running standalone; each command is a real process. */
final class Shell {

    private static final String DONE = "\u0001";

    private final Path place;
    private final StandaloneProcess standalone;
    private final Map<String, String> environment;

    private Shell(Path place, StandaloneProcess standalone, Map<String, String> environment) {
        this.place = place;
        this.standalone = standalone;
        this.environment = environment;
    }

    /** What a command printed, on both streams, and its exit code. */
    record Result(String command, List<String> lines, int exitCode) {
        String text() {
            return String.join("\n", lines);
        }
    }

    /** One for all tests of this JVM; started at first use, gone with it. */
    static Shell shared() {
        return Shared.SHELL;
    }

    /** Nothing runs yet. */
    static Shell idle(Path place) throws IOException {
        int offset = FreePorts.offset();
        var standalone = new StandaloneProcess(
                Installation.at(Files.createDirectories(place)), place.resolve(".cairn/data"), offset);
        Path command = place.resolve("cairn");
        // As the script at the root does, without building. The class path is too long for a command line: ONNX
        // Runtime, which
        // the demo runs its model with, crashes in a process that has one of 30 KB.
        Files.writeString(
                command,
                "#!/usr/bin/env bash\nexport CLASSPATH='%s'\nexec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dcairn.home='%s' dev.cairn.cli.Cairn \"$@\"\n"
                        .formatted(
                                System.getProperty("java.class.path"),
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                place));
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Shell(
                place,
                standalone,
                Map.of(
                        "CAIRN_REGISTRY", "http://127.0.0.1:" + (8081 + offset),
                        "CAIRN_AUDIT", "http://127.0.0.1:" + (8085 + offset),
                        "CAIRN_ISSUER", "http://127.0.0.1:" + (8089 + offset),
                        "CAIRN_PORT_OFFSET", Integer.toString(offset),
                        "CAIRN_CONFIG", place.resolve("config").toString()));
    }

    Path place() {
        return place;
    }

    StandaloneProcess standalone() {
        return standalone;
    }

    Result run(String command) {
        return run(List.of(command)).get(0);
    }

    /** Runs commands one after the other in one shell, so that {@code echo $?} and variables mean what they do by hand. */
    List<Result> run(List<String> commands) {
        var script = new StringBuilder();
        for (String command : commands) {
            script.append(command).append("\nlast=$?; printf '\\n").append(DONE).append("%d\\n' $last; (exit $last)\n");
        }
        try {
            Path file = Files.createTempFile(place, "commands", ".sh");
            Files.writeString(file, script);
            Process process = bash(file.toString());
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            Files.delete(file);
            return results(commands, printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private Process bash(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(place.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("CAIRN_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** A command that goes on while others do something. */
    Begun begin(String command) throws IOException {
        return new Begun(bash("-c", command).inputReader());
    }

    /** What a command says while it runs. */
    record Begun(BufferedReader output) {
        String lineThatStartsWith(String beginning) throws IOException {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(beginning)) {
                    return line;
                }
            }
            throw new AssertionError("It ended without a line that starts with " + beginning);
        }

        /** Everything from here to its end. */
        String rest() {
            return output.lines().collect(Collectors.joining("\n"));
        }
    }

    private static List<Result> results(List<String> commands, String printed) {
        List<Result> results = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : printed.split("\n")) {
            if (line.startsWith(DONE)) {
                while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
                    lines.remove(lines.size() - 1);
                }
                results.add(new Result(
                        commands.get(results.size()),
                        List.copyOf(lines),
                        Integer.parseInt(line.substring(DONE.length()))));
                lines.clear();
            } else {
                lines.add(line);
            }
        }
        return results;
    }

    private static final class Shared {
        static final Shell SHELL = start();

        private static Shell start() {
            try {
                Shell shell = idle(Files.createTempDirectory("cairn-shell-"));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    shell.standalone.stop();
                    FileSystemUtils.deleteRecursively(shell.place.toFile());
                }));
                shell.standalone.start(part -> {});
                return shell;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
