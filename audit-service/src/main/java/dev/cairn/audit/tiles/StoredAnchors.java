package dev.cairn.audit.tiles;

import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.proof.SignedNote;
import dev.cairn.platform.writeonce.WriteOnceStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Checkpoints that are final in the write-once store, numbered from 0 without a gap. So one that is gone is missed, and two
 * logs that grow apart under one name meet at the next number: the store keeps the first.
 */
public final class StoredAnchors {

    private static final String PREFIX = "log/anchors/";

    private final WriteOnceStore store;

    public StoredAnchors(WriteOnceStore store) {
        this.store = store;
    }

    /** A final checkpoint. */
    public record Anchor(long number, SignedNote note) {

        /** The name of the object that holds it. */
        public String object() {
            return name(number);
        }

        /** The name of the object for that number. */
        public static String name(long number) {
            return PREFIX + number;
        }

        public Checkpoint checkpoint() {
            return Checkpoint.parse(note.text());
        }
    }

    /**
     * Synced and final when this returns.
     *
     * @return what stands under that number now: this note, or the one that was there before
     * @throws LogDamaged when what was there is no signed checkpoint
     */
    public Anchor write(long number, SignedNote note) {
        try {
            store.writeObject(Anchor.name(number), note.toString().getBytes(StandardCharsets.UTF_8), null);
            return new Anchor(number, note);
        } catch (FileAlreadyExistsException e) {
            return find(number)
                    .orElseThrow(() -> new LogDamaged(
                            Anchor.name(number) + " in the write-once store cannot be written, though nothing"
                                    + " can be read under that name; look at what the store says"
                                    + " of it"));
        } catch (IOException e) {
            throw new UncheckedIOException("The anchor cannot be stored: " + e.getMessage(), e);
        }
    }

    /** @throws LogDamaged when what stands there is no signed checkpoint */
    public Optional<Anchor> find(long number) {
        try {
            return store.readObject(Anchor.name(number)).map(bytes -> read(number, bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The anchor " + Anchor.name(number) + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Anchor read(long number, byte[] bytes) {
        try {
            var anchor = new Anchor(number, SignedNote.parse(new String(bytes, StandardCharsets.UTF_8)));
            anchor.checkpoint();
            return anchor;
        } catch (IllegalArgumentException e) {
            throw new LogDamaged(Anchor.name(number) + " in the write-once store is damaged: " + e.getMessage()
                    + "; put it back from a copy or from its event CheckpointAnchored");
        }
    }

    /** The anchor in an object of that name; empty also when no anchor can have it. */
    public Optional<Anchor> find(String object) {
        return number(object).flatMap(this::find);
    }

    private static Optional<Long> number(String object) {
        return Optional.of(object)
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()))
                .filter(number -> number.matches("0|[1-9]\\d{0,17}"))
                .map(Long::valueOf);
    }

    /** The numbers that are taken, ascending; a gap is an anchor that is gone. */
    public SortedSet<Long> numbers() {
        try {
            return store.objectNames(PREFIX).stream()
                    .flatMap(name -> number(name).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("The anchors cannot be listed: " + e.getMessage(), e);
        }
    }

    /** The one with the highest number. */
    public Optional<Anchor> newest() {
        SortedSet<Long> numbers = numbers();
        return numbers.isEmpty() ? Optional.empty() : find(numbers.last());
    }
}
