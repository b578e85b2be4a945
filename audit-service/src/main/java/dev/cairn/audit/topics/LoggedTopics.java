package dev.cairn.audit.topics;

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

/** The topics whose events are entries of the log, and clients for them. */
public final class LoggedTopics {

    private final KafkaProperties kafka;
    private final KafkaConnectionDetails connection;
    private final List<String> names;

    public LoggedTopics(KafkaProperties kafka, KafkaConnectionDetails connection, List<String> names) {
        this.kafka = kafka;
        this.connection = connection;
        this.names = List.copyOf(names);
    }

    /** Which topics there should be. */
    public List<String> names() {
        return names;
    }

    /**
     * Reads committed records from where it is told to begin, commits nothing, and fails where its position is gone.
     *
     * @param client what the broker knows it as
     * @param mostRecords of one poll
     * @param mostBytes of one answer of the broker, unless a single record has more
     */
    public KafkaConsumer<String, byte[]> consumer(String client, int mostRecords, int mostBytes) {
        Map<String, Object> settings = new HashMap<>(kafka.buildConsumerProperties());
        settings.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                connection.getConsumer().getBootstrapServers());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, client);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, mostBytes);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** @param client what the broker knows it as */
    public Admin admin(String client) {
        Map<String, Object> settings = new HashMap<>(kafka.buildAdminProperties());
        settings.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                connection.getAdmin().getBootstrapServers());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, client);
        return Admin.create(settings);
    }
}
