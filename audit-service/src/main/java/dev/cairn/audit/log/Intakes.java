package dev.cairn.audit.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** Opens connections to the topics. */
final class Intakes {

    /** Most records of one batch; with small events, what the log takes in within a second or less. */
    private static final int MOST_RECORDS = 2000;

    /** With events of the largest size, what one batch may hold in memory. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private final KafkaProperties kafka;
    private final KafkaConnectionDetails connection;
    private final List<String> topics;

    Intakes(KafkaProperties kafka, KafkaConnectionDetails connection, List<String> topics) {
        this.kafka = kafka;
        this.connection = connection;
        this.topics = topics;
    }

    Intake open() {
        Map<String, Object> reading = new HashMap<>(kafka.buildConsumerProperties());
        reading.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                connection.getConsumer().getBootstrapServers());
        reading.remove(ConsumerConfig.GROUP_ID_CONFIG);
        reading.put(ConsumerConfig.CLIENT_ID_CONFIG, "audit-log");
        reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        reading.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_BYTES);
        Map<String, Object> looking = new HashMap<>(kafka.buildAdminProperties());
        looking.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                connection.getAdmin().getBootstrapServers());
        looking.put(CommonClientConfigs.CLIENT_ID_CONFIG, "audit-log");
        return new Intake(
                new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer()),
                Admin.create(looking),
                topics);
    }
}
