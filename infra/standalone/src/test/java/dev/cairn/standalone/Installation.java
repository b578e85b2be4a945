package dev.cairn.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.util.FileSystemUtils;

/**
 * Places that look to the {@code cairn} command as the build leaves it, made from what was just compiled. All of one build share
 * the libraries, and with them the archive of classes that the first standalone leaves which ends in an orderly way: recording it
 * takes as long as a start does.
 */
public final class Installation {

    private static final Path STANDALONE = Path.of("../standalone/target");
    private static final Path SHARED = STANDALONE.resolve("installations");

    private Installation() {}

    /** @return {@code home}, with all libraries of the standalone where the command looks for them */
    public static Path at(Path home) throws IOException {
        Path target = Files.createDirectories(home.resolve("infra/standalone/target"));
        Files.createSymbolicLink(target.resolve("cairn"), shared());
        return home;
    }

    /** Adds what this module has beside the standalone to {@code libraries}. */
    public static void addTo(Path libraries) throws IOException {
        List<Path> known = compiled(STANDALONE);
        List<Path> beside = compiled(Path.of("target")).stream()
                .filter(library -> !known.contains(library) && !library.startsWith(absolute(STANDALONE)))
                .toList();
        fill(Files.createDirectories(libraries), beside);
    }

    /** Where a place has the archive of classes; nothing is there before a standalone has ended in an orderly way. */
    public static Path archive(Path home) {
        return home.resolve("infra/standalone/target/cairn/classes.jsa");
    }

    /** Tests run in several JVMs at once: whoever comes first makes it, and nobody sees it half made. */
    private static Path shared() throws IOException {
        List<Path> compiled = compiled(STANDALONE);
        Path shared = SHARED.resolve(nameFor(compiled));
        if (!Files.isDirectory(shared)) {
            make(shared, compiled);
        }
        return shared.toRealPath();
    }

    /** The jars and directories of classes that a module runs with, its own among them. */
    private static List<Path> compiled(Path target) throws IOException {
        String libraries = Files.readString(target.resolve("runtime-classpath")).strip();
        return Stream.concat(Stream.of(libraries.split(":")).map(Path::of), Stream.of(target.resolve("classes")))
                .map(Installation::absolute)
                .toList();
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static void make(Path shared, List<Path> compiled) throws IOException {
        Files.createDirectories(SHARED);
        Path made = Files.createTempDirectory(SHARED.getParent(), "installation-");
        fill(Files.createDirectory(made.resolve("lib")), compiled);
        try {
            Files.move(made, shared);
        } catch (FileSystemException e) {
            FileSystemUtils.deleteRecursively(made);
            if (!Files.isDirectory(shared)) {
                throw e;
            }
            return;
        }
        try (Stream<Path> all = Files.list(SHARED)) {
            for (Path former : (Iterable<Path>) all.filter(path -> !path.equals(shared))::iterator) {
                FileSystemUtils.deleteRecursively(former);
            }
        }
    }

    /** Another one after anything was compiled anew; what packaging adds to the classes does not count. */
    private static String nameFor(List<Path> compiled) throws IOException {
        var state = new StringBuilder();
        for (Path entry : compiled) {
            try (Stream<Path> files = Files.walk(entry)) {
                for (Path path : (Iterable<Path>) files.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().contains("META-INF/sbom"))
                        .sorted()::iterator) {
                    state.append(path)
                            .append(Files.getLastModifiedTime(path))
                            .append(Files.size(path))
                            .append('\n');
                }
            }
        }
        return UUID.nameUUIDFromBytes(state.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static void fill(Path libraries, List<Path> compiled) throws IOException {
        for (Path library : compiled) {
            if (Files.isDirectory(library)) {
                // The modules of this build: an archive of classes can only be made from jars
                String module = library.getParent().getParent().getFileName().toString();
                pack(library, libraries.resolve(module + ".jar"));
            } else {
                link(library, libraries.resolve(library.getFileName()));
            }
        }
    }

    private static void link(Path library, Path place) throws IOException {
        try {
            Files.createLink(place, library);
        } catch (FileSystemException e) {
            // On another file system
            Files.createSymbolicLink(place, library);
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                var zip = new ZipOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path path : (Iterable<Path>) files.filter(path -> !path.equals(classes))::iterator) {
                // With entries of their own for directories, or Spring finds no components in them
                boolean directory = Files.isDirectory(path);
                zip.putNextEntry(new ZipEntry(classes.relativize(path) + (directory ? "/" : "")));
                if (!directory) {
                    Files.copy(path, zip);
                }
            }
        }
    }
}
