package dev.cairn.platform.writeonce.directory;

import dev.cairn.platform.writeonce.WriteOnceStore.Away;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A short piece of work that one thread does at a time, among all threads and processes that use the same lock file. */
final class OneAtATime {

    /**
     * The operating system tells processes apart, not threads, and frees all of a process's locks on a file with the first
     * channel of that file that is closed. So within this JVM one thread at a time opens any.
     */
    private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();

    /** What is done under the lock takes milliseconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path lockFile;

    private final Duration patience;

    OneAtATime(Path lockFile) {
        this(lockFile, PATIENCE);
    }

    /** @param patience with another process that has the lock */
    OneAtATime(Path lockFile, Duration patience) {
        this.lockFile = lockFile;
        this.patience = patience;
    }

    /** @throws Away when another process has the lock for seconds: it stands still in the middle of its work */
    <T> T run(Work<T> work) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        try {
            if (!IN_THIS_JVM.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw stuck();
            }
            try (FileChannel channel =
                    FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Freed when the channel is closed
                while (channel.tryLock() == null) {
                    if (System.nanoTime() > until) {
                        throw stuck();
                    }
                    Thread.sleep(1);
                }
                return work.run();
            } finally {
                IN_THIS_JVM.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while others changed the store");
        }
    }

    private Away stuck() {
        return new Away(
                "Another process has " + lockFile + " locked for " + patience.toMillis()
                        + " ms already; if it hangs, stop it",
                null);
    }

    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }
}
