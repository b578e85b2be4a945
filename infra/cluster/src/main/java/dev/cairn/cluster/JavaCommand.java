package dev.cairn.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the parts written in Java are run.
 *
 * @param home the checkout, or wherever Cairn was unpacked
 */
record JavaCommand(Path home) {

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

    private static List<String> options(int megabytes) {
        List<String> options = new ArrayList<>();
        options.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        options.addAll(List.of(
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
