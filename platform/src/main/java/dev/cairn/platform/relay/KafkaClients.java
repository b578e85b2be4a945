package dev.cairn.platform.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's clients as the relay needs them. Each is made for one use and closed after it. */
final class KafkaClients {

    /** The largest request: an event of 4 MiB with its headers. */
    private static final int MAX_REQUEST_BYTES = 5 * 1024 * 1024;

    private final Map<String, Object> connection;
    private final Duration timeout;

    /**
     * @param connection bootstrap servers and sign-in
     * @param timeout how long Kafka may be silent before it counts as away
     */
    KafkaClients(Map<String, Object> connection, Duration timeout) {
        this.connection = Map.copyOf(connection);
        this.timeout = timeout;
    }

    Duration timeout() {
        return timeout;
    }

    Admin admin() {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, milliseconds());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, milliseconds());
        return Admin.create(settings);
    }

    /** @param writer the {@code transactional.id} */
    Producer<String, byte[]> producer(String writer) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, writer);
        // Where this process stands still and no other is there to end what it had begun, Kafka does.
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 3 * milliseconds());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        // What is there is sent at once; while it is on its way, more gathers.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // A transaction that begins while the broker still marks the last one is turned away and tries again: soon, and
        // with nothing else on its way that would arrive out of order.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 2);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, milliseconds());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, milliseconds());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, milliseconds());
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Reads committed records of partitions that it is told, without a group. */
    Consumer<String, byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A partition that is read to its end must not hold up the others.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * 1024 * 1024);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, milliseconds());
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, milliseconds());
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private int milliseconds() {
        return Math.toIntExact(timeout.toMillis());
    }
}
