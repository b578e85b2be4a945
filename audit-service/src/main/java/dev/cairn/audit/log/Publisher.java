package dev.cairn.audit.log;

import dev.cairn.audit.proof.NoteSigner;
import dev.cairn.audit.proof.Tile;
import dev.cairn.audit.tiles.GrowingLog;
import dev.cairn.audit.tiles.Head;
import dev.cairn.audit.tiles.LogDamaged;
import dev.cairn.audit.tiles.PublicLog;
import dev.cairn.audit.tiles.StoredLog;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** From entries to a signed checkpoint: tiles are stored first, then the head, and only then anything is served. */
final class Publisher {

    private final NoteSigner signer;
    private final StoredLog stored;
    private final ServedLog served;

    Publisher(NoteSigner signer, StoredLog stored, ServedLog served) {
        this.signer = signer;
        this.stored = stored;
        this.served = served;
    }

    /** The name under which checkpoints are signed. */
    String origin() {
        return signer.verifier().name();
    }

    /** The latest term that left something in the store. */
    long latestTerm() {
        return stored.heads().latestTerm();
    }

    /** What the newest head in the store signs. */
    Optional<PublicLog> signed() {
        return stored.newest();
    }

    /**
     * Goes on from what was signed with what the rows have beyond it: what was taken in before a crash and not signed.
     * Where nothing was signed, or the store has lost it, all of it is made again from the rows.
     *
     * @throws LogDamaged when the rows are not those of the signed log
     */
    GrowingLog resume(Optional<PublicLog> signed, EntryRows rows) {
        signed.ifPresent(log -> requireSameEntries(log, rows));
        GrowingLog growing = signed.map(log -> GrowingLog.at(log.head(), stored.tiles()))
                .orElseGet(() -> GrowingLog.empty(stored.tiles()));
        rows.hashesFrom(growing.size(), growing::add);
        return growing;
    }

    private static void requireSameEntries(PublicLog signed, EntryRows rows) {
        if (signed.size() == 0) {
            return;
        }
        long bundle = (signed.size() - 1) / Tile.FULL;
        List<byte[]> entries = signed.entries(bundle);
        List<byte[]> inRows = rows.hashes(bundle * Tile.FULL, entries.size());
        if (!Arrays.deepEquals(entries.toArray(), inRows.toArray())) {
            throw new LogDamaged("The database's entries from " + bundle * Tile.FULL + " to " + signed.size()
                    + " are not those of the log in the write-once store: one of the two was altered or belongs to"
                    + " another log; have the database's owner empty log.entry and log.position, and they are made"
                    + " again from the log");
        }
    }

    /**
     * Serves where the log stands when a term begins. What is signed already is served as it is, so that a term which takes
     * nothing in leaves nothing in the store; what the rows have beyond it, and what a former key signed, is signed now.
     *
     * @param growing goes on from {@code signed}, see {@link #resume}
     * @throws LogDamaged when it would contradict what was served before; nothing is signed then
     */
    void goOn(Optional<PublicLog> signed, GrowingLog growing, long term) {
        Optional<PublicLog> asItIs = signed.filter(log -> log.size() == growing.size() && isSignedNow(log));
        if (asItIs.isEmpty()) {
            publish(growing, term);
        } else {
            served.requireContinued(growing.size(), growing::rootAt);
            served.serve(asItIs.get());
        }
    }

    private boolean isSignedNow(PublicLog log) {
        return log.head().note().signedBy(List.of(signer.verifier())).isPresent();
    }

    /**
     * Signs what there is, stores it and serves it.
     *
     * @throws LogDamaged when it would contradict what was served before; nothing is signed then
     */
    void publish(GrowingLog growing, long term) {
        served.requireContinued(growing.size(), growing::rootAt);
        var head = new Head(signer.sign(growing.checkpoint(origin()).text()), growing.lastBundle());
        stored.heads().write(term, head);
        served.serve(growing.publish(head));
    }

    /** What is served now; during a term, what it began with or signed last. */
    PublicLog published() {
        return served.require();
    }

    /**
     * Serves what another instance signed.
     *
     * @throws LogDamaged when that contradicts what was served before
     */
    void follow() {
        Optional<Head> newest = stored.heads().newest();
        boolean known = newest.map(Head::checkpoint).equals(served.newest().map(PublicLog::checkpoint));
        if (!known) {
            stored.newest().ifPresent(log -> {
                served.requireContinued(log.size(), log::rootAt);
                served.serve(log);
            });
        }
    }
}
