package dev.cairn.audit.log;

import dev.cairn.events.EventTypes;
import dev.cairn.events.LogEntry;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.audit.LogEvent.CheckpointAnchored;
import java.time.Instant;
import java.util.UUID;

/**
 * An event as it came off a topic.
 *
 * @param hash its entry, 32 bytes, see {@link LogEntry}
 * @param anchor whether it is the log's own record of an anchor
 * @param time when it was stored in its service
 */
record Arrival(UUID event, byte[] hash, Slot slot, long offset, boolean anchor, Instant time) {

    private static final String ANCHOR = EventTypes.nameOf(CheckpointAnchored.class);

    static Arrival of(RecordedEvent event, Slot slot, long offset) {
        return new Arrival(
                event.headers().id(),
                LogEntry.hash(event),
                slot,
                offset,
                event.headers().type().equals(ANCHOR),
                event.headers().time());
    }

    /** Where it was read, for findings. */
    String place() {
        return slot + "@" + offset;
    }
}
