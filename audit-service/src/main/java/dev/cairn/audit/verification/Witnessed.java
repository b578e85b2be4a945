package dev.cairn.audit.verification;

import dev.cairn.events.LogEntry;
import dev.cairn.events.RecordedEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which entries one place (the rows, or the topics) still has, of which service, and what stands there that is in no entry. */
final class Witnessed {

    private final LogEntries entries;
    private final BitSet seen;
    private final Map<String, BitSet> ofTopic = new HashMap<>();
    private final Map<String, RowPlace> newestEntries = new HashMap<>();
    private final List<Suspect> suspects = new ArrayList<>();

    Witnessed(LogEntries entries) {
        this.entries = entries;
        this.seen = new BitSet(entries.size());
    }

    /**
     * An event that no entry under the checkpoint is of: altered, slipped in, or younger than the checkpoint.
     *
     * @param service whose event it is
     * @param row where it stands in its service's order of commits; absent on a topic
     * @param place where it stands
     */
    record Suspect(
            UUID event,
            String description,
            String service,
            @Nullable RowPlace row,
            String place,
            byte[] hash) {}

    /**
     * @return the index of the entry that is of this very event; -1 when none is
     * @throws IllegalArgumentException when the event cannot be an entry
     */
    int see(RecordedEvent event, @Nullable RowPlace row, String place) {
        byte[] hash = LogEntry.hash(event);
        int index = entries.find(hash);
        synchronized (this) {
            if (index < 0) {
                suspects.add(
                        new Suspect(event.headers().id(), event.toString(), service(event.topic()), row, place, hash));
            } else {
                seen.set(index);
                ofTopic.computeIfAbsent(event.topic(), topic -> new BitSet()).set(index);
                if (row != null) {
                    newestEntries.merge(row.store(), row, (one, other) -> one.isAfter(other) ? one : other);
                }
            }
        }
        return index;
    }

    static String service(String topic) {
        String[] parts = topic.split("\\.");
        return parts.length > 1 ? parts[1] : topic;
    }

    synchronized boolean has(int index) {
        return seen.get(index);
    }

    /** The service whose event was seen as that entry; absent when none was. */
    synchronized @Nullable String service(int index) {
        return ofTopic.entrySet().stream()
                .filter(topic -> topic.getValue().get(index))
                .map(topic -> service(topic.getKey()))
                .findAny()
                .orElse(null);
    }

    /** Of the rows in a store that are entries, the last one's place: the relay has sent it. Empty when there is none. */
    synchronized Optional<RowPlace> newestEntry(String store) {
        return Optional.ofNullable(newestEntries.get(store));
    }

    synchronized List<Suspect> suspects() {
        return List.copyOf(suspects);
    }
}
