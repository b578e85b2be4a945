package dev.cairn.platform.relay;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition an event goes to: Kafka's own rule for keys (murmur2), applied here so that the relay knows before it
 * sends.
 *
 * @param counts partitions of each own topic
 */
record Partitions(Map<String, Integer> counts) {

    Partitions {
        counts = Map.copyOf(counts);
    }

    /** @throws Diverged for an event of a topic that is not this service's */
    TopicPartition of(String topic, String key) {
        Integer count = counts.get(topic);
        if (count == null) {
            throw new Diverged("An event is stored for " + topic + ", which is none of this service's" + " topics "
                    + counts.keySet() + "; it can never be sent. Run the service under the name it had");
        }
        int hash = Utils.murmur2(key.getBytes(StandardCharsets.UTF_8));
        return new TopicPartition(topic, Utils.toPositive(hash) % count);
    }

    Stream<TopicPartition> all() {
        return counts.entrySet().stream()
                .flatMap(topic -> IntStream.range(0, topic.getValue())
                        .mapToObj(partition -> new TopicPartition(topic.getKey(), partition)));
    }
}
