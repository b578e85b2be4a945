package dev.cairn.audit.verification;

import dev.cairn.events.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * What comes of reading one place, the rows or the topics.
 *
 * @param seen which entries it still has
 * @param content what its events say that the store holds
 */
record Reading(Witnessed seen, RegisteredContent content, Findings findings, Progress progress) {

    /**
     * @param row where it stands in its service's order of commits; absent on a topic
     * @throws IllegalArgumentException when the event cannot be an entry
     */
    void take(RecordedEvent event, @Nullable RowPlace row, String place) {
        int entry = seen.see(event, row, place);
        if (entry >= 0) {
            content.add(event, entry);
        }
    }
}
