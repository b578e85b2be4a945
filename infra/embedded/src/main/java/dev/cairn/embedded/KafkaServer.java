package dev.cairn.embedded;

import java.util.HashMap;
import java.util.Map;

/** A Kafka broker, controller of itself, that holds Cairn's topics, wherever it runs. */
public interface KafkaServer {

    /** What each is told, wherever it runs: one broker alone, small, and with no topic that nobody made. */
    Map<String, String> SETTINGS = settings();

    private static Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "2");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "1");
        settings.put("log.cleaner.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("message.max.bytes", "5242880");
        return Map.copyOf(settings);
    }

    String bootstrapServers();
}
