package dev.cairn.audit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the public test vectors lie, when they are there: {@code -Dcairn.test.vectors=…}, or beside the repository. */
final class PublicVectors {

    private PublicVectors() {}

    /** The directory {@code below} the vectors; skips the test, saying so, where there are none. */
    static Path directory(String below) {
        String named = System.getProperty("cairn.test.vectors");
        Path vectors = named == null ? repository().resolveSibling("shared").resolve("vectors") : Path.of(named);
        assumeTrue(
                Files.isDirectory(vectors),
                "no public vectors: put them at ../shared/vectors beside the repository, or name their directory with"
                        + " -Dcairn.test.vectors");
        return vectors.resolve(below);
    }

    static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> found = files.filter(Files::isRegularFile).sorted().toList();
            assertThat(found).isNotEmpty();
            return found;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        while (here.getParent() != null && !Files.exists(here.resolve("mvnw"))) {
            here = here.getParent();
        }
        return here;
    }
}
