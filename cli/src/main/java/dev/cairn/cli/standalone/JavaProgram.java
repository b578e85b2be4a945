package dev.cairn.cli.standalone;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the standalone's programs are run. The first that ends in an orderly way leaves an archive of the classes that it
 * loaded (AppCDS), with which all later starts take half the time.
 *
 * @param home the checkout, or wherever Cairn was unpacked
 */
public record JavaProgram(Path home) {

    private static final String RECORD = "-XX:ArchiveClassesAtExit=";

    /** One that runs for long, with the options of {@code CAIRN_JAVA_OPTIONS} after its own. */
    List<String> lasting(String mainClass, List<String> arguments) {
        return lasting(mainClass, arguments, System.getenv());
    }

    List<String> lasting(String mainClass, List<String> arguments, Map<String, String> environment) {
        Path archive = archive();
        String classes = Files.exists(archive)
                ? "-XX:SharedArchiveFile=" + archive
                // Beside, for nobody may read it half written
                : RECORD + archive.resolveSibling("classes-" + UUID.randomUUID() + ".recorded");
        // Half dead it would still answer for what it no longer does
        List<String> options = new ArrayList<>(List.of(classes, "-Xmx512m", "-XX:+ExitOnOutOfMemoryError"));
        Stream.of(environment.getOrDefault("CAIRN_JAVA_OPTIONS", "").split(" "))
                .filter(option -> !option.isBlank())
                .forEach(options::add);
        return command(options, mainClass, arguments);
    }

    /**
     * One that does its work and ends.
     *
     * @param libraries where those are that it needs beside the standalone's
     */
    public List<String> brief(String mainClass, List<String> arguments, Path... libraries) {
        return command(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"), mainClass, arguments, libraries);
    }

    private List<String> command(List<String> options, String mainClass, List<String> arguments, Path... libraries) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                // Whatever an archive lacks is loaded as ever; nobody has to know
                "-Xlog:cds*=off",
                "-Xlog:class+path=off"));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        String classPath = Stream.concat(Stream.of(installed().resolve("lib")), Stream.of(libraries))
                .map(directory -> directory + "/*")
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return command;
    }

    /** Without links: an archive is only good for libraries at the very place where they were when it was recorded. */
    private Path installed() {
        Path installed = home.resolve("infra/standalone/target/cairn");
        try {
            return Files.exists(installed) ? installed.toRealPath() : installed;
        } catch (IOException e) {
            throw new UncheckedIOException(installed + " cannot be followed: " + e.getMessage(), e);
        }
    }

    private Path archive() {
        return installed().resolve("classes.jsa");
    }

    /** What each running process of {@code mainClass} was told, as far as this user may see it. */
    static Stream<List<String>> argumentsOfAll(String mainClass) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().arguments().map(List::of).stream())
                .filter(arguments -> arguments.contains(mainClass))
                .map(arguments -> arguments.subList(arguments.indexOf(mainClass) + 1, arguments.size()));
    }

    /** Where this process writes its archive when it ends; empty when it does not. */
    static Optional<Path> recordingOf(ProcessHandle process) {
        return process.info().arguments().stream()
                .flatMap(Stream::of)
                .filter(argument -> argument.startsWith(RECORD))
                .map(argument -> Path.of(argument.substring(RECORD.length())))
                .findFirst();
    }

    /** Takes what an ended process recorded as the archive from now on. */
    void keep(Path recorded) {
        try {
            if (Files.exists(recorded)) {
                Files.move(recorded, archive(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The archive of classes cannot be kept: " + e.getMessage(), e);
        }
    }
}
