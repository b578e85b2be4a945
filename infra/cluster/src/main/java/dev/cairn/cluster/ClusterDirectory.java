package dev.cairn.cluster;

import dev.cairn.embedded.SecretFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
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
    private final Properties secrets;

    private ClusterDirectory(Path root, FileChannel lockFile, Properties secrets) {
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
            var secrets = new Properties();
            Path file = root.resolve(SECRETS);
            if (Files.exists(file)) {
                secrets.load(new StringReader(Files.readString(file)));
            }
            return new ClusterDirectory(root, lockFile, secrets);
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
        String known = secrets.getProperty(what);
        if (known != null) {
            return known;
        }
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        String made = HexFormat.of().formatHex(bytes);
        secrets.setProperty(what, made);
        write(SECRETS, secrets);
        return made;
    }

    /** Something that is drawn once, and not by this directory. */
    String remembered(String what, String otherwise) {
        if (secrets.getProperty(what) == null) {
            secrets.setProperty(what, otherwise);
            write(SECRETS, secrets);
        }
        return secrets.getProperty(what);
    }

    /**
     * A file of settings that only the owner reads, since passwords are among them.
     *
     * @return where it is
     */
    Path tell(String name, Map<String, ?> settings) {
        var told = new Properties();
        settings.forEach((key, value) -> told.setProperty(key, value.toString()));
        write(name, told);
        return root.resolve(name);
    }

    private void write(String name, Properties properties) {
        try {
            var text = new StringWriter();
            properties.store(text, "Made by Cairn");
            SecretFile.write(root.resolve(name), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(root.resolve(name) + " cannot be written: " + e.getMessage(), e);
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
