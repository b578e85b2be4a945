package dev.cairn.events;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Something that happened, once, and cannot be taken back.
 *
 * <p>Every event is a record inside one of the sealed families of this module, carries an {@link EventType}, and knows
 * where it belongs: the stream in which it is ordered, and the key by which Kafka keeps it with its neighbours.
 */
public interface Event {

    /**
     * The stream whose sequence this event continues, for example {@code version:fraud/1.2.0}. Within a stream the
     * sequence starts at 0 and has no gap.
     */
    @JsonIgnore
    String stream();

    /**
     * The key of the record in Kafka, typed: {@code model:<name>} wherever the event concerns a model. Events of one key
     * reach every reader in the order in which they were decided.
     */
    @JsonIgnore
    String key();
}
