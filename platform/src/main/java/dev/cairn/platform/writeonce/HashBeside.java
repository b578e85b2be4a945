package dev.cairn.platform.writeonce;

import dev.cairn.events.types.Sha256Digest;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * A SHA-256 that is computed on a thread beside the caller's, one piece at a time, while the caller hashes, sends or writes the
 * same piece.
 */
public final class HashBeside {

    private static final Executor THREADS = Executors.newCachedThreadPool(work -> {
        var daemon = new Thread(work, "write-once-hash");
        daemon.setDaemon(true);
        return daemon;
    });

    private final MessageDigest hasher;
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);

    /** @param begun a hash of what came before; not to be used by anybody else from now on */
    public HashBeside(MessageDigest begun) {
        this.hasher = begun;
    }

    /** Begins with the next piece. Its bytes must stay as they are until {@link #await}, or any other call, returns. */
    public void update(byte[] bytes, int offset, int length) {
        await();
        underWay = CompletableFuture.runAsync(() -> hasher.update(bytes, offset, length), THREADS);
    }

    /** Returns when the last piece is no longer needed. */
    public void await() {
        underWay.join();
    }

    public Sha256Digest digest() {
        await();
        return Sha256Digest.ofHash(hasher.digest());
    }
}
