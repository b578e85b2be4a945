package dev.cairn.registry.artifact;

import java.util.concurrent.TimeUnit;

/** Keeps a reader at or below a speed, on average since it began. */
final class Pace {

    private final double bytesPerSecond;
    private final long began = System.nanoTime();
    private long bytes;

    Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /**
     * Notes that so many bytes more were read, and waits until that is no longer too fast.
     *
     * @throws InterruptedException when the service stops; also where there is nothing to wait for
     */
    void read(long more) throws InterruptedException {
        bytes += more;
        long due = (long) (bytes / bytesPerSecond * TimeUnit.SECONDS.toNanos(1));
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - (System.nanoTime() - began)));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
