package dev.cairn.platform.writeonce.s3.bucket;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many writers, who know nothing of each other, agree on one content for a key. Whoever writes adds a version; the server
 * puts them in an order, and the oldest is what everybody takes. So no writer has to trust the server to refuse the second, and
 * whoever writes over a key later changes nothing.
 */
public final class FirstWins {

    private final Bucket bucket;

    public FirstWins(Bucket bucket) {
        this.bucket = bucket;
    }

    /**
     * The version that counts.
     *
     * @param mine whether it is the one just written
     */
    public record First(ObjectVersion version, boolean mine) {}

    /** @param lockedUntil locked by the same request that writes it; absent for no lock */
    public First write(String key, byte[] content, int length, @Nullable Instant lockedUntil) throws IOException {
        ObjectVersion mine = null;
        try {
            mine = bucket.putIfAbsent(key, content, length, lockedUntil);
        } catch (FileAlreadyExistsException e) {
            // The server knows the condition: there is an older one to be found
        }
        ObjectVersion first = bucket.oldest(key)
                .orElseThrow(() -> new IOException(key + " was removed while it was written; try again"));
        boolean won = mine != null && mine.id().equals(first.id());
        if (mine != null && !won) {
            withdraw(mine);
        }
        return new First(first, won);
    }

    private void withdraw(ObjectVersion late) throws IOException {
        try {
            bucket.delete(late);
        } catch (AccessDeniedException e) {
            // It was locked as it was written, and stays, unread, until then
            return;
        }
    }
}
