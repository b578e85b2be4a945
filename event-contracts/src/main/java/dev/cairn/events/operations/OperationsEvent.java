package dev.cairn.events.operations;

import dev.cairn.events.Event;
import dev.cairn.events.EventType;
import java.util.UUID;

/** What operators, or a service on its own behalf, did to a running service. Each event is a stream of its own. */
public sealed interface OperationsEvent extends Event {

    /** Names the operation. */
    UUID operation();

    @Override
    default String stream() {
        return "operation:" + operation();
    }

    @Override
    default String key() {
        return stream();
    }

    /**
     * A key could not go on: from this event, later events of the key wait.
     *
     * @param topic where the event came from
     * @param parkedKey the key that waits
     * @param event the event that could not be taken in
     * @param reason why, in one sentence
     */
    @EventType("dev.cairn.operations.KeyParked.v1")
    record KeyParked(UUID operation, String topic, String parkedKey, UUID event, String reason)
            implements OperationsEvent {}

    /**
     * A key that waited goes on.
     *
     * @param topic where its events come from
     * @param parkedKey the key that waited
     * @param waiting how many events of the key were taken in by the retry
     */
    @EventType("dev.cairn.operations.KeyRetried.v1")
    record KeyRetried(UUID operation, String topic, String parkedKey, int waiting) implements OperationsEvent {}

    /**
     * The event that held the key back was given up; those after it were taken in.
     *
     * @param topic where the event came from
     * @param parkedKey the key that waited
     * @param event the event that was given up
     * @param reason why, in the words of whoever decided it
     */
    @EventType("dev.cairn.operations.EventDiscarded.v1")
    record EventDiscarded(UUID operation, String topic, String parkedKey, UUID event, String reason)
            implements OperationsEvent {}

    /**
     * A service made its views anew from the log.
     *
     * @param service whose views
     * @param events how many events the views were made from
     */
    @EventType("dev.cairn.operations.ViewsRebuilt.v1")
    record ViewsRebuilt(UUID operation, String service, long events) implements OperationsEvent {}

    /**
     * A lost event store was filled again from its topics.
     *
     * @param service whose store
     * @param events how many rows came back from the topics
     */
    @EventType("dev.cairn.operations.EventStoreRestored.v1")
    record EventStoreRestored(UUID operation, String service, long events) implements OperationsEvent {}

    /**
     * A lost topic was filled again from the event store.
     *
     * @param topic which
     * @param events how many events were sent again
     */
    @EventType("dev.cairn.operations.TopicRepublished.v1")
    record TopicRepublished(UUID operation, String topic, long events) implements OperationsEvent {}
}
