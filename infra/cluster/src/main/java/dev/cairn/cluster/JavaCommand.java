package dev.cairn.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the parts written in Java are run. Each is told whose it is, so that another cluster's command can name it.
 *
 * @param home the checkout, or wherever Cairn was unpacked
 * @param data the cluster's directory
 * @param portOffset added to every port
 */
record JavaCommand(Path home, Path data, int portOffset) {

    private static final String DATA = "-Dcairn.cluster=";
    private static final String PORT_OFFSET = "-Dcairn.cluster.port-offset=";

    JavaCommand {
        data = data.toAbsolutePath().normalize();
    }

    List<String> of(String mainClass, int megabytes, String... arguments) {
        List<String> command = options(megabytes);
        Path archive = standalone().resolve("classes.jsa");
        if (Files.exists(archive)) {
            // Whatever an archive lacks is loaded as ever
            command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off", "-Xlog:class+path=off"));
        }
        command.addAll(List.of(
                "-cp", standalone().resolve("lib") + "/*" + ":" + cluster().resolve("lib") + "/*"));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return command;
    }

    List<String> ofJar(Path jar, int megabytes, String... arguments) {
        List<String> command = options(megabytes);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * The directory of another cluster that runs on the same ports. One that somebody else started need not be seen; its ports
     * are busy then like any program's.
     */
    Optional<Path> neighbour() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().arguments().map(List::of).stream())
                .filter(arguments -> arguments.contains(PORT_OFFSET + portOffset))
                .flatMap(List::stream)
                .filter(argument -> argument.startsWith(DATA))
                .map(argument -> Path.of(argument.substring(DATA.length())))
                .filter(other -> !other.equals(data))
                .findFirst();
    }

    private List<String> options(int megabytes) {
        List<String> options = new ArrayList<>();
        options.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        options.addAll(List.of(
                DATA + data,
                PORT_OFFSET + portOffset,
                "-Xmx" + megabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true"));
        if (Runtime.version().feature() >= 24) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        return options;
    }

    /** Without links, as the archive was recorded. */
    private Path standalone() {
        Path standalone = home.resolve("infra/standalone/target/cairn");
        try {
            return Files.exists(standalone) ? standalone.toRealPath() : standalone;
        } catch (IOException e) {
            throw new UncheckedIOException(standalone + " cannot be followed: " + e.getMessage(), e);
        }
    }

    Path cluster() {
        return home.resolve("infra/cluster/target/cairn");
    }
}
