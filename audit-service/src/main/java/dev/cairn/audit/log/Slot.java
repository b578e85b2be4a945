package dev.cairn.audit.log;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** A partition of a topic, told apart from one of the same name that was made later. */
record Slot(Uuid topicId, String topic, int partition) {

    TopicPartition assigned() {
        return new TopicPartition(topic, partition);
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
