package dev.cairn.audit.tiles;

import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.proof.EntryBundle;
import dev.cairn.audit.proof.SignedNote;
import dev.cairn.audit.proof.Tile;
import dev.cairn.events.EventCodec;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * The newest end of the log: a signed checkpoint and the entries under it that fill no bundle yet. With the full tiles it
 * is the whole log, so both parts are one object: no crash can part them.
 *
 * @param note signed
 * @param lastBundle at most 255 entries
 */
public record Head(SignedNote note, List<byte[]> lastBundle) {

    /** As stored: the note as it is served, the entries as tlog-tiles bundles them. */
    private record Stored(String checkpoint, byte[] entries) {}

    public Head {
        lastBundle = List.copyOf(lastBundle);
        if (Checkpoint.parse(note.text()).size() % Tile.FULL != lastBundle.size()) {
            throw new IllegalArgumentException("The entries of this head do not end where its checkpoint does");
        }
    }

    public Checkpoint checkpoint() {
        return Checkpoint.parse(note.text());
    }

    byte[] write() {
        return EventCodec.json().writeValueAsBytes(new Stored(note.toString(), EntryBundle.write(lastBundle)));
    }

    /** @throws IllegalArgumentException when this is no head */
    static Head read(byte[] bytes) {
        try {
            Stored stored = EventCodec.json().readValue(bytes, Stored.class);
            return new Head(SignedNote.parse(stored.checkpoint()), EntryBundle.read(stored.entries()));
        } catch (JacksonException | NullPointerException e) {
            throw new IllegalArgumentException("This is no head of a log: " + e.getMessage(), e);
        }
    }
}
