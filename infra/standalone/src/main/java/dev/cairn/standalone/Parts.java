package dev.cairn.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs so far. It is stopped in the reverse order of its start, also when a start breaks off in the middle. */
final class Parts implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private boolean closed;

    /** @throws IllegalStateException when everything is being stopped already; the part is stopped then */
    <T extends AutoCloseable> T add(T part) {
        synchronized (running) {
            if (!closed) {
                running.push(part);
                return part;
            }
        }
        stop(part);
        throw new IllegalStateException("Cairn was stopped while it started");
    }

    @Override
    public void close() {
        synchronized (running) {
            closed = true;
        }
        while (true) {
            AutoCloseable part;
            synchronized (running) {
                part = running.poll();
            }
            if (part == null) {
                return;
            }
            stop(part);
        }
    }

    private static void stop(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            log.error("{} did not stop as it should; its data is safe", part, e);
        }
    }
}
