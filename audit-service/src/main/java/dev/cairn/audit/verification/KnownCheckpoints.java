package dev.cairn.audit.verification;

import dev.cairn.audit.log.LogSource;
import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.proof.EntryBundle;
import dev.cairn.audit.proof.SignedNote;
import dev.cairn.audit.proof.Tile;
import dev.cairn.audit.tiles.Head;
import dev.cairn.audit.tiles.LogDamaged;
import dev.cairn.audit.tiles.PublicLog;
import dev.cairn.audit.tiles.StoredAnchors.Anchor;
import dev.cairn.audit.tiles.StoredLog;
import dev.cairn.events.audit.LogEvent.CheckpointAnchored;
import dev.cairn.events.types.Sha256Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every checkpoint of this log that can be found: the heads of all terms, the anchors, and the one that is served. */
final class KnownCheckpoints {

    private static final String CHECKPOINT = "checkpoint";
    private static final String ANCHOR = "anchor";

    private final LogSource source;
    private final StoredLog stored;
    private final Findings findings;
    private final List<Known> sound = new ArrayList<>();
    private final Map<String, String> anchors = new HashMap<>();
    private final Set<String> damagedAnchors = new HashSet<>();
    private @Nullable Head newestHead;

    /**
     * One that is signed.
     *
     * @param what {@code checkpoint} or {@code anchor}
     * @param where the object that holds it
     * @param tail the digest of its entries that fill no bundle; absent where they are not kept beside it
     */
    record Known(
            String what,
            String where,
            Checkpoint checkpoint,
            @Nullable Sha256Digest tail) {

        long size() {
            return checkpoint.size();
        }

        boolean isAnchor() {
            return what.equals(ANCHOR);
        }

        /** How many of its entries fill no bundle. */
        int tailSize() {
            return (int) (size() % Tile.FULL);
        }
    }

    private KnownCheckpoints(LogSource source, StoredLog stored, Findings findings) {
        this.source = source;
        this.stored = stored;
        this.findings = findings;
    }

    /** Reads them; names those that are damaged, or not signed by a key of this log. */
    static KnownCheckpoints read(LogSource source, StoredLog stored, Findings findings, Progress progress) {
        var known = new KnownCheckpoints(source, stored, findings);
        // What is served is taken first: everything read later is at least as new
        source.served().map(PublicLog::head).ifPresent(head -> known.addSound("/log/checkpoint", head));
        stored.heads().names().forEach(known::addHead);
        for (long number : stored.anchors().numbers()) {
            known.addAnchor(number);
            progress.read("anchors", 1);
        }
        known.sound.sort(Comparator.comparingLong(Known::size));
        return known;
    }

    /** Of all tails only the newest is kept: there is one for each term that ever was. */
    private void addSound(String where, Head head) {
        Checkpoint checkpoint = head.checkpoint();
        sound.add(new Known(CHECKPOINT, where, checkpoint, digest(head.lastBundle())));
        if (newestHead == null || newestHead.checkpoint().size() < checkpoint.size()) {
            newestHead = head;
        }
    }

    /** One digest over entries, each with its length. */
    static Sha256Digest digest(List<byte[]> entries) {
        return Sha256Digest.of(EntryBundle.write(entries));
    }

    private void addHead(String name) {
        try {
            addSound(name, stored.heads().read(name));
        } catch (LogDamaged e) {
            findings.add(CHECKPOINT, name, String.valueOf(e.getMessage()));
        }
    }

    private void addAnchor(long number) {
        try {
            stored.anchors().find(number).ifPresent(this::addAnchor);
        } catch (LogDamaged e) {
            damagedAnchors.add(Anchor.name(number));
            findings.add(ANCHOR, Anchor.name(number), String.valueOf(e.getMessage()));
        }
    }

    private void addAnchor(Anchor anchor) {
        SignedNote note = anchor.note();
        anchors.put(anchor.object(), note.toString());
        if (note.signedBy(source.keys()).isEmpty()) {
            findings.add(ANCHOR, anchor.object(), "No key of this log signed it");
        } else if (!anchor.checkpoint().origin().equals(source.origin())) {
            findings.add(
                    ANCHOR,
                    anchor.object(),
                    "It is of another log, " + anchor.checkpoint().origin());
        } else {
            sound.add(new Known(ANCHOR, anchor.object(), anchor.checkpoint(), null));
        }
    }

    /** In the order of their size. */
    List<Known> bySize() {
        return List.copyOf(sound);
    }

    /** The one over most entries; of several, one that has its last entries beside it. */
    Optional<Known> newest() {
        return sound.stream()
                .max(Comparator.comparingLong(Known::size).thenComparing(known -> known.tail() == null ? 0 : 1));
    }

    /** The entries of the bundle in which the newest checkpoint ends, if it is of this size and they are kept beside it. */
    Optional<List<byte[]>> tail(long size) {
        return Optional.ofNullable(newestHead)
                .filter(head -> head.checkpoint().size() == size)
                .map(Head::lastBundle);
    }

    /**
     * Compares the anchors with the log's records of them, and names those that are gone.
     *
     * @param recorded by object
     */
    void compareAnchors(Map<String, CheckpointAnchored> recorded) {
        recorded.forEach((object, event) -> {
            if (damagedAnchors.contains(object)) {
                return;
            }
            Optional<String> there = Optional.ofNullable(anchors.get(object)).or(() -> now(object));
            if (there.isEmpty()) {
                findings.add(
                        ANCHOR,
                        object,
                        "It is gone from the write-once store; its event CheckpointAnchored still has it");
            } else if (!there.get().equals(event.checkpoint())) {
                findings.add(ANCHOR, object, "It is not the checkpoint that its event CheckpointAnchored has");
            }
        });
        var numbers = stored.anchors().numbers();
        long highest = numbers.isEmpty() ? -1 : numbers.last();
        for (long number = 0; number < highest; number++) {
            if (!numbers.contains(number) && !recorded.containsKey(Anchor.name(number))) {
                findings.add(
                        ANCHOR,
                        Anchor.name(number),
                        "It is gone from the write-once store, though later ones are there");
            }
        }
    }

    /** Anchored since the others were read, perhaps. */
    private Optional<String> now(String object) {
        return stored.anchors().find(object).map(anchor -> anchor.note().toString());
    }
}
