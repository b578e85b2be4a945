package dev.cairn.events.audit;

import dev.cairn.events.Event;
import dev.cairn.events.EventType;
import dev.cairn.events.types.Sha256Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the audit log says about itself; key {@code log:<origin>}. Each event is a stream of its own. */
public sealed interface LogEvent extends Event {

    /** The log's name, the first line of its checkpoints, for example {@code cairn.example.com/log}. */
    String origin();

    @Override
    default String key() {
        return "log:" + origin();
    }

    /**
     * A checkpoint was copied to where nobody can change it.
     *
     * @param size number of entries under the checkpoint
     * @param root the root of the tree (RFC 6962)
     * @param checkpoint the signed checkpoint as text (C2SP signed note)
     * @param object the name of the locked copy in the write-once store
     * @param enforcement {@code storage-enforced} or {@code detect-only}, as the store was found to be
     */
    @EventType("dev.cairn.audit.CheckpointAnchored.v1")
    record CheckpointAnchored(
            String origin, long size, Sha256Digest root, String checkpoint, String object, String enforcement)
            implements LogEvent {
        @Override
        public String stream() {
            return "log:" + origin + "/anchors/" + size;
        }
    }

    /**
     * A verification found something that is not as the log says.
     *
     * @param verification the verification that found it
     * @param findings at most 100 of them
     * @param total how many there are
     * @param lastGoodSize size of the newest anchored checkpoint under which everything still holds; absent when none
     */
    @EventType("dev.cairn.audit.TamperingDetected.v1")
    record TamperingDetected(
            String origin,
            String verification,
            List<Finding> findings,
            int total,
            @Nullable Long lastGoodSize) implements LogEvent {
        @Override
        public String stream() {
            return "log:" + origin + "/verifications/" + verification;
        }
    }

    /**
     * One thing that is not as the log says.
     *
     * @param what {@code artifact}, {@code manifest}, {@code event-row}, {@code event-table}, {@code log-row},
     *     {@code topic}, {@code tile}, {@code checkpoint}, {@code anchor} or {@code view}
     * @param where the object, row, partition and offset, or tile
     * @param problem one sentence
     */
    record Finding(String what, String where, String problem) {}
}
