package dev.cairn.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.cairn.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HangingTransactionsTest {

    private static final TopicPartition PARTITION = new TopicPartition("events", 0);

    @TempDir
    private Path directory;

    @Test
    void whatTheCoordinatorHasEndedMeanwhileNeedsNoAbort() throws Exception {
        try (var broker = EmbeddedBroker.start(directory, 0, 0);
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                var writer = writer(broker)) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
                    .all()
                    .get();
            writer.initTransactions();
            writer.beginTransaction();
            writer.send(new ProducerRecord<>(PARTITION.topic(), 0, "key", "value"))
                    .get();
            ProducerState hanging = onlyProducer(admin);
            assertThat(hanging.currentTransactionStartOffset()).hasValue(0);
            try (var successor = writer(broker)) {
                // Its coming makes the coordinator abort what its predecessor had begun
                successor.initTransactions();
            }

            assertThatCode(() -> HangingTransactions.abort(admin, PARTITION, hanging))
                    .doesNotThrowAnyException();
            assertThat(onlyProducer(admin).currentTransactionStartOffset()).isEmpty();
        }
    }

    @Test
    void whatHangsIsAborted() throws Exception {
        try (var broker = EmbeddedBroker.start(directory, 0, 0);
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                var writer = writer(broker)) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
                    .all()
                    .get();
            writer.initTransactions();
            writer.beginTransaction();
            writer.send(new ProducerRecord<>(PARTITION.topic(), 0, "key", "value"))
                    .get();

            HangingTransactions.abort(admin, PARTITION, onlyProducer(admin));

            assertThat(onlyProducer(admin).currentTransactionStartOffset()).isEmpty();
        }
    }

    private static KafkaProducer<String, String> writer(EmbeddedBroker broker) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "writer"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static ProducerState onlyProducer(Admin admin) throws ExecutionException, InterruptedException {
        var producers = admin.describeProducers(List.of(PARTITION))
                .partitionResult(PARTITION)
                .get()
                .activeProducers();
        assertThat(producers).hasSize(1);
        return producers.get(0);
    }
}
