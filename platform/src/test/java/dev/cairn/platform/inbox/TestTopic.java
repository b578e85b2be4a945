package dev.cairn.platform.inbox;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.cloudevents.KafkaEvents;
import dev.cairn.test.TestServers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of three partitions that no other test has, and what its owner and its administrator can do to it. */
public final class TestTopic {

    private static final Map<String, Object> CONNECTION =
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.kafka().bootstrapServers());

    private final String name;

    public TestTopic(String purpose) throws Exception {
        this.name = TestServers.uniqueName(purpose);
        create();
    }

    public String name() {
        return name;
    }

    private void create() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(CONNECTION)) {
            while (true) {
                try {
                    admin.createTopics(List.of(new NewTopic(name, 3, (short) 1)
                                    .configs(Map.of("max.message.bytes", "5242880", "retention.ms", "-1"))))
                            .all()
                            .get();
                    awaitKnown(admin);
                    return;
                } catch (ExecutionException e) {
                    // The topic of that name is still on its way out
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
    }

    private void awaitKnown(Admin admin) throws InterruptedException, ExecutionException {
        while (!admin.listTopics().names().get().contains(name)) {
            Thread.sleep(5);
        }
    }

    void makeAnew() throws Exception {
        try (Admin admin = Admin.create(CONNECTION)) {
            admin.deleteTopics(Set.of(name)).all().get();
        }
        create();
    }

    /** The records below {@code offset} are gone from every partition that has as many. */
    void behead(long offset) throws Exception {
        Map<TopicPartition, RecordsToDelete> cuts = new HashMap<>();
        try (Admin admin = Admin.create(CONNECTION)) {
            for (int i = 0; i < 3; i++) {
                var partition = new TopicPartition(name, i);
                var latest = Map.of(partition, OffsetSpec.latest());
                if (admin.listOffsets(latest).partitionResult(partition).get().offset() >= offset) {
                    cuts.put(partition, RecordsToDelete.beforeOffset(offset));
                }
            }
            admin.deleteRecords(cuts).all().get();
        }
    }

    /** In transactions, as the relay does. */
    public void send(List<RecordedEvent> events) throws Exception {
        sendRecords(events.stream().map(KafkaEvents::toRecord).toList());
    }

    void send(RecordedEvent... events) throws Exception {
        send(List.of(events));
    }

    void sendRecords(List<ProducerRecord<String, byte[]>> records) throws Exception {
        Map<String, Object> settings = new HashMap<>(CONNECTION);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TestServers.uniqueName("writer"));
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            List<Future<?>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            for (Future<?> one : sent) {
                one.get();
            }
            producer.commitTransaction();
        }
    }
}
