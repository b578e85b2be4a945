package dev.cairn.platform.relay;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.cloudevents.KafkaEvents;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Store and topics contradict each other, or cannot be compared. Nothing is sent and nothing is accepted until somebody has
 * decided which of them is right; the message says what was found and which command resolves it.
 */
final class Diverged extends RuntimeException {
    Diverged(String message) {
        super(message);
    }

    /** @param found where the topics' and the store's histories part */
    static Diverged wentDifferentWays(String found) {
        return new Diverged("Topics and event store went different ways: " + found + ". Decide which is right; if it is"
                + " the topics, empty the event store and run restore; if it is the store, make the topic anew and run"
                + " republish");
    }

    /** The same event, with another content. */
    static Diverged differIn(RecordedEvent event, TopicPartition partition, long offset) {
        return new Diverged("Topic and event store differ in " + event + " (" + partition + " at offset " + offset
                + "). Run verify to learn which of them was altered; if it was the topic, make it anew and run"
                + " republish; if it was the store, empty it and run restore");
    }

    /** @param unknown where the topics have events that the store never had */
    static Diverged foreign(Set<TopicPartition> unknown) {
        return new Diverged("The topics have events that the event store lacks, in " + unknown + ", and it cannot have"
                + " lost any since it was last compared with them. Somebody else writes to these topics: take that right"
                + " away, make them anew, then run republish; only if the table of events itself was set back meanwhile,"
                + " run restore");
    }

    static Diverged strange(KafkaEvents.NoCairnEvent record) {
        return new Diverged(record.getMessage() + ". Somebody else writes to this topic: take that right away, make the"
                + " topic anew, then run republish");
    }
}
