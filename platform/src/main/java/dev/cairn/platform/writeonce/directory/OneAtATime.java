package dev.cairn.platform.writeonce.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** A short piece of work that one thread does at a time, among all threads and processes that use the same lock file. */
final class OneAtATime {

    /**
     * The operating system tells processes apart, not threads, and frees all of a process's locks on a file with the first
     * channel of that file that is closed. So within this JVM one thread at a time opens any.
     */
    private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();

    private final Path lockFile;

    OneAtATime(Path lockFile) {
        this.lockFile = lockFile;
    }

    <T> T run(Work<T> work) throws IOException {
        IN_THIS_JVM.lock();
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Freed when the channel is closed
            channel.lock();
            return work.run();
        } finally {
            IN_THIS_JVM.unlock();
        }
    }

    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }
}
