package dev.cairn.platform.writeonce.s3.bucket;

import dev.cairn.platform.writeonce.WriteOnceStore.Away;
import java.util.concurrent.Semaphore;

/** The memory of this process for content on its way to S3: a third of the heap, so that many who send end nobody's work. */
final class PartMemory {

    private static final PartMemory OF_THIS_PROCESS =
            new PartMemory(Runtime.getRuntime().maxMemory() / 3);

    private static final int UNIT = 1024;

    private final Semaphore units;

    /** @param bytes that all buffers may have together */
    PartMemory(long bytes) {
        this.units = new Semaphore(Math.toIntExact(Math.min(bytes / UNIT, Integer.MAX_VALUE)));
    }

    static PartMemory ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /** @throws Away when others have it */
    void take(int bytes) throws Away {
        if (!units.tryAcquire(unitsOf(bytes))) {
            throw new Away("More content is being sent at once than there is memory for", null);
        }
    }

    void giveBack(int bytes) {
        units.release(unitsOf(bytes));
    }

    private static int unitsOf(int bytes) {
        return (bytes + UNIT - 1) / UNIT;
    }
}
