package dev.cairn.platform.writeonce.directory;

import dev.cairn.platform.writeonce.WriteOnceStore.Away;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Changes to a directory tree that are on the disk when the method returns (POSIX: a directory is synced like a file). */
final class Durably {

    private static final int BUFFER_BYTES = 1024 * 1024;

    private Durably() {}

    /** Waits for others who make the same directory, so that nobody relies on one that is not synced yet. */
    static synchronized void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        createDirectories(parent);
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        sync(parent);
    }

    /** Writes a new file; its name is durable once its directory is synced. */
    static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = create(file)) {
            writeFully(channel, content, content.length);
            force(channel, true);
        }
    }

    /** Writes a new file with all that the stream yields; its name is durable once its directory is synced. */
    static void write(Path file, InputStream content) throws IOException {
        try (FileChannel channel = create(file)) {
            copy(content, channel);
        }
    }

    /** Appends all that the stream yields at the channel's position; what arrived is synced also when the stream breaks. */
    static void copy(InputStream content, FileChannel channel) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (var syncing = new SyncBeside(channel)) {
            int count;
            while ((count = content.readNBytes(buffer, 0, buffer.length)) > 0) {
                writeFully(channel, buffer, count);
                syncing.written(count);
            }
        }
    }

    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        sync(to.toAbsolutePath().getParent());
    }

    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void makeReadOnly(Path file) throws IOException {
        if (!file.toFile().setReadOnly()) {
            throw new IOException(file + " cannot be made read-only: check who owns the directory");
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static void writeFully(FileChannel channel, byte[] bytes, int count) throws Away {
        ByteBuffer remaining = ByteBuffer.wrap(bytes, 0, count);
        try {
            while (remaining.hasRemaining()) {
                channel.write(remaining);
            }
        } catch (IOException e) {
            throw away(e);
        }
    }

    /** @param metadata whether its length and the like have to be on the disk too */
    static void force(FileChannel channel, boolean metadata) throws Away {
        try {
            channel.force(metadata);
        } catch (IOException e) {
            throw away(e);
        }
    }

    /** What a disk says that is full or broken. */
    static Away away(IOException disk) {
        return new Away("The write-once store's disk does not keep what is written: " + disk.getMessage(), disk);
    }
}
