package dev.cairn.cluster;

import dev.cairn.embedded.SecretFile;
import dev.cairn.embedded.Secrets;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a cluster keeps everything: a directory for each part that has data, and for every part its log, its process and what it
 * was told. One command at a time works on it.
 */
final class ClusterDirectory implements AutoCloseable {

    private static final String SECRETS = "secrets.properties";
    private static final String MARK = "cluster";

    private final Path root;
    private final FileChannel lockFile;
    private final Secrets secrets;

    private ClusterDirectory(Path root, FileChannel lockFile, Secrets secrets) {
        this.root = root;
        this.lockFile = lockFile;
        this.secrets = secrets;
    }

    /**
     * Makes the directory when it is missing, closed to everybody but its owner.
     *
     * @throws ClusterFailure when another command works on it, or something else than a cluster is there
     */
    static ClusterDirectory open(Path root) {
        try {
            Files.createDirectories(root);
            requireOurs(root);
            FileChannel lockFile = lock(root);
            return new ClusterDirectory(root, lockFile, Secrets.in(root.resolve(SECRETS)));
        } catch (IOException e) {
            throw new ClusterFailure("The directory " + root + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel file = FileChannel.open(root.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process, which is another command all the same
        }
        file.close();
        throw new ClusterFailure("Another command works on " + root + "; wait for its end");
    }

    private static void requireOurs(Path root) throws IOException {
        if (Files.exists(root.resolve(MARK))) {
            return;
        }
        try (Stream<Path> files = Files.list(root)) {
            if (files.findFirst().isPresent()) {
                throw new ClusterFailure(
                        root + " holds something else than a cluster; choose an empty or a new one with --data");
            }
        }
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    }

    Path resolve(String name) {
        return root.resolve(name);
    }

    /** A password of 128 random bits for {@code what}, made at first use and kept in a file that only the owner reads. */
    String secret(String what) {
        return secrets.of(what);
    }

    /** Something that is drawn once, and not by this directory. */
    String remembered(String what, String otherwise) {
        return secrets.remembered(what, otherwise);
    }

    /**
     * A file of settings that only the owner reads, since passwords are among them.
     *
     * @return where it is
     */
    Path tell(String name, Map<String, ?> settings) {
        var told = new Properties();
        settings.forEach((key, value) -> told.setProperty(key, value.toString()));
        Path file = root.resolve(name);
        try {
            var text = new StringWriter();
            told.store(text, "Made by Cairn");
            SecretFile.write(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
        return file;
    }

    /** What is in such a file; nothing where there is none. */
    Map<String, String> told(String name) {
        Path file = root.resolve(name);
        if (!Files.exists(file)) {
            return Map.of();
        }
        try (var reader = Files.newBufferedReader(file)) {
            var told = new Properties();
            told.load(reader);
            return told.stringPropertyNames().stream()
                    .collect(Collectors.toUnmodifiableMap(key -> key, told::getProperty));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
