package dev.cairn.kafka;

import java.util.Map;
import java.util.TreeMap;

/**
 * How the log's topics lie on the brokers. The number of partitions is for ever: a service does not start on a topic whose
 * number changed, since the order of a key's events would be lost.
 *
 * @param partitions of each topic
 * @param replicas brokers that hold each partition; one less may be away without a write being refused
 */
public record TopicLayout(int partitions, int replicas) {

    /** On one broker. */
    public static final TopicLayout ALONE = new TopicLayout(6, 1);

    /** On three brokers or more. */
    public static final TopicLayout CLUSTER = new TopicLayout(12, 3);

    public TopicLayout {
        if (partitions < 1 || replicas < 1) {
            throw new IllegalArgumentException(
                    "A topic has at least one partition and one replica, not " + partitions + " and " + replicas);
        }
    }

    /** Kept for ever; records up to an event of 4 MiB and its headers; acknowledged by all replicas but one. */
    Map<String, String> settings() {
        var settings = new TreeMap<>(Map.of(
                "retention.ms", "-1",
                "retention.bytes", "-1",
                "max.message.bytes", "5242880",
                "message.timestamp.type", "CreateTime"));
        settings.put("min.insync.replicas", Integer.toString(Math.max(1, replicas - 1)));
        return settings;
    }
}
