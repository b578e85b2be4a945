package dev.cairn.standalone;

import dev.cairn.embedded.SecretFile;
import dev.cairn.embedded.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a standalone keeps everything: {@code postgres/}, {@code kafka/}, {@code artifacts/}, the keys of issuer and log, and
 * the passwords between its parts. One process at a time has it. The file {@code ready} is there while everything runs.
 */
final class DataDirectory implements AutoCloseable {

    private static final String SECRETS = "secrets.properties";
    private static final String READY = "ready";

    /** Of how the directory is laid out; a Cairn reads its own layout and those before it. */
    private static final int LAYOUT = 1;

    /** Less than this would be gone within the first minutes, and a full disk stops PostgreSQL and Kafka in the middle. */
    private static final long ROOM_BYTES = 500_000_000;

    /** What a start leaves that ended before the directory had a layout: the number of its process, and what it said. */
    private static final Set<String> BEFORE_LAYOUT = Set.of("cairn.pid", "cairn.log", "cairn.log.1");

    private final Path root;
    private final FileChannel lockFile;
    private final Secrets secrets;

    private DataDirectory(Path root, FileChannel lockFile, Secrets secrets) {
        this.root = root;
        this.lockFile = lockFile;
        this.secrets = secrets;
    }

    /**
     * Takes the directory for this process. The operating system gives the lock back when a process dies, however it
     * dies, so a lock is never stale.
     *
     * @throws CannotStart when another process has it, or it cannot be used
     */
    static DataDirectory open(Path root) {
        try {
            requireOurs(root);
            Files.createDirectories(root);
            closeToOthers(root);
            FileChannel lockFile = lock(root);
            try {
                requireLayout(root.resolve("layout"));
                requireRoom(root);
                Files.deleteIfExists(root.resolve(READY));
                return new DataDirectory(root, lockFile, Secrets.in(root.resolve(SECRETS)));
            } catch (IOException | RuntimeException e) {
                lockFile.close();
                throw e;
            }
        } catch (AccessDeniedException e) {
            throw new CannotStart(
                    "the user " + System.getProperty("user.name") + " may not write " + e.getFile()
                            + "; start Cairn as the user who made the data, or choose another place with --data",
                    e);
        } catch (IOException e) {
            throw new CannotStart(
                    "the data directory " + root + " cannot be used (" + e.getMessage()
                            + "); make it writable, or choose another place with --data",
                    e);
        }
    }

    /** A directory that holds something else is somebody's: neither its mode nor anything in it may change. */
    private static void requireOurs(Path root) throws IOException {
        if (!Files.isDirectory(root) || Files.exists(root.resolve("layout"))) {
            return;
        }
        try (Stream<Path> files = Files.list(root)) {
            Optional<Path> foreign = files.filter(
                            file -> !BEFORE_LAYOUT.contains(file.getFileName().toString()))
                    .findFirst();
            if (foreign.isPresent()) {
                throw new CannotStart("the directory " + root + " holds what is not Cairn's, such as "
                        + foreign.get().getFileName() + "; choose an empty or a new one with --data");
            }
        }
    }

    /** What lies in it is nobody else's business: topics and artifacts as little as keys. */
    private static void closeToOthers(Path root) throws IOException {
        if (!Files.exists(root.resolve("layout"))) {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        Path file = root.resolve("cairn.pid");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        if (lock == null) {
            String owner = Files.readString(file).strip();
            channel.close();
            throw new CannotStart("Cairn already runs on " + root + " (process " + owner
                    + "); use it, or stop it with ./cairn down --data " + root);
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
        return channel;
    }

    private static void requireLayout(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.writeString(file, LAYOUT + "\n");
            return;
        }
        String layout = Files.readString(file).strip();
        if (!layout.equals(Integer.toString(LAYOUT))) {
            throw new CannotStart(
                    "the data in " + file.getParent() + " have layout " + layout + ", and this Cairn knows " + LAYOUT
                            + "; start the Cairn that made them, or choose another place with --data");
        }
    }

    private static void requireRoom(Path root) throws IOException {
        long free = Files.getFileStore(root).getUsableSpace();
        if (free < ROOM_BYTES) {
            throw new CannotStart("the disk of " + root + " has " + free / 1_000_000 + " MB left, and Cairn needs "
                    + ROOM_BYTES / 1_000_000 + " MB to begin with; make room, or choose another place with --data");
        }
    }

    Path resolve(String name) {
        return root.resolve(name);
    }

    /** A password of 128 random bits for {@code part}, made at first use and kept in a file that only the owner reads. */
    String secret(String part) {
        return secrets.of(part);
    }

    /**
     * The name of the issuer, which every actor in the data carries: its address at the first start, and the same for ever,
     * whatever port it has since.
     */
    synchronized String issuerName(URI address) {
        Path file = root.resolve("issuer");
        try {
            if (!Files.exists(file)) {
                SecretFile.write(file, address + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CannotStart("the issuer's name in " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Tells others that everything runs, and where. */
    void ready(Ports ports) {
        try {
            Files.writeString(root.resolve(READY), "port-offset=" + ports.offset() + "\n");
        } catch (IOException e) {
            throw new CannotStart("the data directory " + root + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(root.resolve(READY));
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The start failed for a reason that one sentence explains. */
    static final class CannotStart extends RuntimeException {
        CannotStart(String sentence) {
            this(sentence, null);
        }

        CannotStart(String sentence, @Nullable Throwable cause) {
            super(sentence, cause);
        }
    }
}
