package dev.cairn.platform.writeonce.directory;

import dev.cairn.platform.writeonce.WriteOnceStore.Away;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.util.FileSystemUtils;

/**
 * Where content is written before it has a name. Each user of the store has a directory of its own, beside a file that it
 * keeps locked: the operating system frees the lock of a process that died, so whoever opens the store next knows which
 * directories nobody works in any more, and removes them.
 */
final class Staging implements AutoCloseable {

    private static final String LOCK = ".lock";

    /**
     * The lock files of this JVM. They are never opened a second time: on POSIX, closing any channel of a file frees the
     * process's locks on it.
     */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Path lockFile;
    private final FileChannel lock;

    private Staging(Path directory, Path lockFile, FileChannel lock) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Removes what the dead left behind and takes a directory of its own. */
    static Staging open(Path parent) throws IOException {
        Durably.createDirectories(parent);
        Path all = parent.toRealPath();
        removeAbandoned(all);
        while (true) {
            String name = UUID.randomUUID().toString();
            Path lockFile = all.resolve(name + LOCK);
            OURS.add(lockFile);
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            // Another process that looked between the two calls took the file for abandoned: begin again with another
            if (channel.tryLock() != null && Files.exists(lockFile)) {
                return new Staging(Files.createDirectory(all.resolve(name)), lockFile, channel);
            }
            channel.close();
            OURS.remove(lockFile);
        }
    }

    /** One at a time in this JVM: where two look at the same file, it is no question of processes. */
    private static synchronized void removeAbandoned(Path all) throws IOException {
        try (DirectoryStream<Path> lockFiles = Files.newDirectoryStream(all, "*" + LOCK)) {
            for (Path lockFile : lockFiles) {
                if (!OURS.contains(lockFile)) {
                    removeIfAbandoned(lockFile);
                }
            }
        }
    }

    private static void removeIfAbandoned(Path lockFile) throws IOException {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                String name = lockFile.getFileName().toString();
                FileSystemUtils.deleteRecursively(
                        lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length())));
                Files.deleteIfExists(lockFile);
            }
        } catch (NoSuchFileException e) {
            // Its owner left in an orderly way at this very moment
            return;
        }
    }

    /** A name in this directory that nothing has yet. */
    Path fresh() {
        return directory.resolve(UUID.randomUUID().toString());
    }

    /** A new directory in this one. */
    Path freshDirectory() throws Away {
        try {
            return Files.createDirectory(fresh());
        } catch (IOException e) {
            throw Durably.away(e);
        }
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(directory);
        Files.deleteIfExists(lockFile);
        lock.close();
        OURS.remove(lockFile);
    }
}
