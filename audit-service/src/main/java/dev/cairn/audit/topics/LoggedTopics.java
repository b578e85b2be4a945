package dev.cairn.audit.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topics whose events are entries of the log, and clients for them. */
public final class LoggedTopics {

    private static final int LONGEST_MS = 10_000;

    private final Map<String, Object> connection;
    private final List<String> names;

    /** @param connection bootstrap servers, sign-in and TLS */
    public LoggedTopics(Map<String, Object> connection, List<String> names) {
        this.connection = Map.copyOf(connection);
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
        Map<String, Object> settings = new HashMap<>(connection);
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
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, client);
        return Admin.create(settings);
    }

    /**
     * Where partitions end, with what stands in transactions that are still open. A reader of committed records comes there
     * once they have ended.
     *
     * @throws KafkaException when Kafka is away
     */
    public static Map<TopicPartition, Long> ends(Admin admin, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        try {
            return admin
                    .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs(LONGEST_MS))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "The ends of the topics cannot be read: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading the ends of the topics", e);
        }
    }
}
