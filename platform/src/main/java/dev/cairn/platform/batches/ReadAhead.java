package dev.cairn.platform.batches;

import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Goes through batches of which the next one is read while one is worked on: reading waits for another process than the work
 * does, or for another processor. Two batches are in memory at a time.
 */
public final class ReadAhead {

    private static final Duration LONGEST_READ = Duration.ofMinutes(1);

    private ReadAhead() {}

    /** What is done with a batch, by the caller's thread. */
    @FunctionalInterface
    public interface Work<T> {
        void on(T batch) throws InterruptedException;
    }

    /**
     * Works on each batch, in their order; ends with the last one. What reading or work throws ends it at once, after the
     * batches before; nothing is being read any more when this returns.
     *
     * @param batches gone through by a thread of its own, which has none of the caller's transaction
     * @throws InterruptedException when the caller's thread is interrupted
     */
    public static <T> void through(Iterable<T> batches, Work<T> work) throws InterruptedException {
        ExecutorService reader = Executors.newSingleThreadExecutor(task -> new Thread(task, "read-ahead"));
        try {
            Iterator<T> source = await(reader.submit(batches::iterator));
            Callable<Optional<T>> read = () -> source.hasNext() ? Optional.of(source.next()) : Optional.empty();
            Optional<T> batch = await(reader.submit(read));
            while (batch.isPresent()) {
                Future<Optional<T>> next = reader.submit(read);
                work.on(batch.get());
                batch = await(next);
            }
        } finally {
            end(reader);
        }
    }

    private static void end(ExecutorService reader) throws InterruptedException {
        reader.shutdownNow();
        if (!reader.awaitTermination(LONGEST_READ.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "A batch is still being read " + LONGEST_READ.toSeconds() + " seconds after nobody wants it");
        }
    }

    private static <T> T await(Future<T> result) throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
