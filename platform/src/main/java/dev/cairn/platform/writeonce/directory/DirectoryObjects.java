package dev.cairn.platform.writeonce.directory;

import dev.cairn.platform.writeonce.ObjectName;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Named objects as files: what is final in one tree, what may be replaced in another. No operation removes any. */
final class DirectoryObjects {

    private final Path finals;
    private final Path current;
    private final Staging staging;

    DirectoryObjects(Path root, Staging staging) throws IOException {
        this.finals = root.resolve("final");
        this.current = root.resolve("current");
        this.staging = staging;
        Durably.createDirectories(finals);
        Durably.createDirectories(current);
    }

    void write(ObjectName name, byte[] content) throws IOException {
        Path target = finals.resolve(name.value());
        Path staged = staging.fresh();
        try {
            Durably.write(staged, content);
            Durably.makeReadOnly(staged);
            Durably.createDirectories(target.getParent());
            link(name, target, staged, content);
            Durably.sync(target.getParent());
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    /** A link is made only where nothing is: the one atomic step of a file system that never replaces. */
    private static void link(ObjectName name, Path target, Path staged, byte[] content) throws IOException {
        try {
            Files.createLink(target, staged);
        } catch (FileAlreadyExistsException e) {
            if (!Arrays.equals(Files.readAllBytes(target), content)) {
                throw new FileAlreadyExistsException(name.value(), null, "it is final and has other bytes");
            }
        }
    }

    void replace(ObjectName name, byte[] content) throws IOException {
        if (Files.exists(finals.resolve(name.value()))) {
            throw new FileAlreadyExistsException(name.value(), null, "it is final");
        }
        Path target = current.resolve(name.value());
        Path staged = staging.fresh();
        try {
            Durably.write(staged, content);
            Durably.createDirectories(target.getParent());
            Durably.rename(staged, target);
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    Optional<byte[]> read(ObjectName name) throws IOException {
        Optional<byte[]> content = read(finals.resolve(name.value()));
        return content.isPresent() ? content : read(current.resolve(name.value()));
    }

    private static Optional<byte[]> read(Path file) throws IOException {
        try {
            return Files.isDirectory(file) ? Optional.empty() : Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    List<String> names(String prefix) throws IOException {
        return Stream.concat(names(finals, prefix).stream(), names(current, prefix).stream())
                .sorted()
                .distinct()
                .toList();
    }

    private static List<String> names(Path tree, String prefix) throws IOException {
        Path deepest = tree.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
        if (!Files.isDirectory(deepest)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(deepest)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> tree.relativize(file).toString())
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        }
    }
}
