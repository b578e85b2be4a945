package dev.cairn.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A place that looks to the {@code cairn} command as the build leaves it, made from what was just compiled. */
public final class Installation {

    private Installation() {}

    /** @return {@code home}, with all libraries of the standalone where the command looks for them */
    public static Path at(Path home) throws IOException {
        Path libraries = Files.createDirectories(home.resolve("infra/standalone/target/cairn/lib"));
        String compiled =
                Files.readString(Path.of("target", "runtime-classpath")).strip() + ":target/classes";
        for (String entry : compiled.split(":")) {
            Path library = Path.of(entry).toAbsolutePath();
            if (Files.isDirectory(library)) {
                // The modules of this build: an archive of classes can only be made from jars
                String module = library.getParent().getParent().getFileName().toString();
                pack(library, libraries.resolve(module + ".jar"));
            } else {
                link(library, libraries.resolve(library.getFileName()));
            }
        }
        return home;
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
