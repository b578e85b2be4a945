package dev.cairn.audit.tiles;

import dev.cairn.audit.proof.VerifierKey;
import dev.cairn.platform.writeonce.WriteOnceStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Heads in the write-once store, one object for each term of a sequencer: one that lost its term without knowing can only
 * replace its own, never the newer one's.
 */
public final class StoredHeads {

    private static final String PREFIX = "log/head/";

    private final WriteOnceStore store;
    private final String origin;
    private final List<VerifierKey> keys;

    /** @param keys under which a head is accepted: the current one and those before it */
    public StoredHeads(WriteOnceStore store, String origin, List<VerifierKey> keys) {
        this.store = store;
        this.origin = origin;
        this.keys = List.copyOf(keys);
    }

    /** Synced when this returns. */
    public void write(long term, Head head) {
        try {
            store.replaceObject(PREFIX + "%010d".formatted(term), head.write());
        } catch (IOException e) {
            throw new UncheckedIOException("The checkpoint cannot be stored: " + e.getMessage(), e);
        }
    }

    /** The latest term that left a head; 0 when none did. */
    public long latestTerm() {
        List<String> names = names();
        return names.isEmpty() ? 0 : Long.parseLong(names.get(names.size() - 1).substring(PREFIX.length()));
    }

    /**
     * The head of the latest term, which no earlier term's exceeds.
     *
     * @throws LogDamaged when it is not this log's, or not signed by a key that is known here
     */
    public Optional<Head> newest() {
        List<String> names = names();
        return names.isEmpty() ? Optional.empty() : Optional.of(read(names.get(names.size() - 1)));
    }

    /** The names of the objects that hold them, the earliest term's first. */
    public List<String> names() {
        try {
            return store.objectNames(PREFIX);
        } catch (IOException e) {
            throw new UncheckedIOException("The heads of the log cannot be listed: " + e.getMessage(), e);
        }
    }

    /** @throws LogDamaged when it is damaged, not this log's, or not signed by a key that is known here */
    public Head read(String name) {
        try {
            Head head = Head.read(store.readObject(name).orElseThrow(() -> new IOException(name + " is gone")));
            requireOurs(name, head);
            return head;
        } catch (IllegalArgumentException e) {
            throw new LogDamaged(name + " in the write-once store is damaged: " + e.getMessage()
                    + "; put it back from a copy, or remove it and the log goes on from the database");
        } catch (IOException e) {
            throw new UncheckedIOException("The head " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void requireOurs(String name, Head head) {
        if (!head.checkpoint().origin().equals(origin)) {
            throw new LogDamaged("The write-once store holds the log '"
                    + head.checkpoint().origin() + "', but cairn.log.origin is '" + origin
                    + "'; a log keeps its name for ever");
        }
        if (head.note().signedBy(keys).isEmpty()) {
            throw new LogDamaged(name + " is signed by no key that is known here; after a change of key, list the"
                    + " former verifier key in cairn.log.former-keys");
        }
    }
}
