package dev.cairn.benchmarks;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Something done over and over by several threads, each as fast as it can. */
final class Load implements AutoCloseable {

    /** What one thread does each time. */
    interface Operation extends AutoCloseable {
        void run() throws Exception;

        @Override
        default void close() throws SQLException {}
    }

    /** Makes the operation of one thread. */
    interface Operations {
        Operation open() throws Exception;
    }

    private final List<Operation> threads = new ArrayList<>();
    private long done;
    private long nanos;

    Load(int threads, Operations operations) throws Exception {
        for (int i = 0; i < threads; i++) {
            this.threads.add(operations.open());
        }
    }

    /** Goes on for so long; counts. */
    void run(Duration duration) throws Exception {
        long begin = System.nanoTime();
        done += together(begin + duration.toNanos());
        nanos += System.nanoTime() - begin;
    }

    /** Goes on for so long; does not count. */
    void warmUp(Duration duration) throws Exception {
        together(System.nanoTime() + duration.toNanos());
    }

    private long together(long end) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads.size());
        try {
            List<Future<Long>> counts = threads.stream()
                    .map(one -> pool.submit(() -> until(end, one)))
                    .toList();
            long sum = 0;
            for (Future<Long> count : counts) {
                sum += count.get();
            }
            return sum;
        } finally {
            pool.shutdownNow();
        }
    }

    private static long until(long end, Operation operation) throws Exception {
        long count = 0;
        while (System.nanoTime() < end) {
            operation.run();
            count++;
        }
        return count;
    }

    /** Over all that counts. */
    double perSecond() {
        return done * 1e9 / nanos;
    }

    @Override
    public void close() throws SQLException {
        for (Operation thread : threads) {
            thread.close();
        }
    }
}
