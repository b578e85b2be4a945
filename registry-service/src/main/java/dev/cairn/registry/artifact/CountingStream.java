package dev.cairn.registry.artifact;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Counts what was sent, and tells now and then that something is still being sent. */
final class CountingStream extends FilterOutputStream {

    private static final Duration BEAT = Duration.ofMinutes(1);

    /** Small enough that even a slow reader takes one of them within {@link #BEAT}. */
    private static final int PIECE_BYTES = 64 * 1024;

    private final InstantSource clock;
    private final Runnable alive;
    private Instant told;
    private long count;

    /** @param alive run at most once a minute, while bytes leave */
    CountingStream(OutputStream out, InstantSource clock, Runnable alive) {
        super(out);
        this.clock = clock;
        this.alive = alive;
        this.told = clock.instant();
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        sent(1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            int piece = Math.min(PIECE_BYTES, length - written);
            out.write(bytes, offset + written, piece);
            written += piece;
            sent(piece);
        }
    }

    private void sent(int bytes) {
        count += bytes;
        Instant now = clock.instant();
        if (!now.isBefore(told.plus(BEAT))) {
            told = now;
            alive.run();
        }
    }

    long count() {
        return count;
    }
}
