package dev.cairn.platform.eventstore;

import dev.cairn.events.Event;
import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.command.Cause;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A service's events. Rows are inserted and read; the database refuses everything else. */
public interface EventStore {

    /** Largest {@link RecordedEvent#data()} that is stored, in bytes: 4 MiB. */
    int MAX_EVENT_BYTES = 4 * 1024 * 1024;

    /**
     * Appends an event that is a stream of its own (a read, a refusal, an operation), in the current transaction or one
     * of its own, without a lock. Events that continue a stream are decided by an aggregate, see
     * {@link dev.cairn.platform.command.Commands}.
     *
     * @throws dev.cairn.platform.problem.Refused when the event is over the limit
     */
    RecordedEvent append(Event event, Cause cause);

    /**
     * Puts back, exactly as they were, events that the topics have and this store has lost, and shows them to the views;
     * one transaction. Each must continue its stream. For the relay alone, whose comparison has found them.
     */
    void putBack(List<RecordedEvent> events);

    Optional<RecordedEvent> find(UUID id);

    /** The stream from its beginning. */
    List<RecordedEvent> stream(String stream);
}
