package dev.cairn.cluster;

import dev.cairn.standalone.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A place that looks to {@code cairn cluster} as the build leaves it. */
final class Unpacked {

    private Unpacked() {}

    /** @return {@code home} */
    static Path at(Path home) throws IOException {
        Installation.at(home);
        Path program = home.resolve("infra/cluster/target/cairn");
        Installation.addTo(program.resolve("lib"));
        Files.createSymbolicLink(
                program.resolve("s3mock-exec.jar"),
                Path.of("target", "cairn", "s3mock-exec.jar").toAbsolutePath());
        return home;
    }
}
