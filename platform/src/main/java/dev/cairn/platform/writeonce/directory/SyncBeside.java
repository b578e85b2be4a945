package dev.cairn.platform.writeonce.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Brings a file to the disk while it is still being written, so that little is left to wait for at its end: the operating
 * system would begin only then.
 */
final class SyncBeside implements AutoCloseable {

    private static final Executor THREADS = Executors.newCachedThreadPool(work -> {
        var daemon = new Thread(work, "write-once-sync");
        daemon.setDaemon(true);
        return daemon;
    });

    private static final int STEP_BYTES = 32 * 1024 * 1024;

    private final FileChannel channel;
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
    private long waiting;

    SyncBeside(FileChannel channel) {
        this.channel = channel;
    }

    void written(int bytes) throws IOException {
        waiting += bytes;
        if (waiting >= STEP_BYTES && underWay.isDone()) {
            await();
            waiting = 0;
            underWay = CompletableFuture.runAsync(this::sync, THREADS);
        }
    }

    private void sync() {
        try {
            Durably.force(channel, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything written is on the disk when this returns. */
    @Override
    public void close() throws IOException {
        await();
        Durably.force(channel, true);
    }

    /** A disk tells of a failure once: to this thread, or to nobody. */
    private void await() throws IOException {
        try {
            underWay.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw failure.getCause();
            }
            throw e;
        }
    }
}
