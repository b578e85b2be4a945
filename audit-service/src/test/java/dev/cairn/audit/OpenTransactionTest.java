package dev.cairn.audit;

import static dev.cairn.audit.TamperedSystem.AUDIT;
import static dev.cairn.audit.TamperedSystem.awaitRest;
import static dev.cairn.audit.TamperedSystem.clean;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.types.ModelName;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What stands behind an open transaction on a topic is committed, and nobody can read it. */
@Clause({"IMM-3", "AUD-2"})
class OpenTransactionTest {

    @Test
    void whatStandsBehindATransactionThatStaysOpenIsNotAccusedAndTheLogSaysThatItLags() {
        awaitRest();
        String topic = Topics.of(new ModelDescribed(new ModelName(TestServers.uniqueName("behind")), "x"), "registry");
        RecordedEvent behind;
        try (var producer = producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.partitionsFor(topic)
                    .forEach(partition -> producer.send(new ProducerRecord<>(
                            topic, partition.partition(), "key", "no event of Cairn".getBytes(UTF_8))));
            producer.flush();
            behind = AUDIT.registry.happened(
                    new ModelDescribed(new ModelName(TestServers.uniqueName("behind")), "x"), 0);
            AuditSystem.await("the relay has sent it", () -> sent(behind));

            JsonNode verification = AUDIT.verify();

            assertThat(verification.path("total").asInt())
                    .as(verification.toPrettyString())
                    .isZero();
            assertThat(verification.path("open").asInt()).isEqualTo(1);
            AuditSystem.await("the log says that it lags", () -> checkpointAge() > 2000);
            producer.abortTransaction();
        }
        AUDIT.awaitLogged(behind);
        AuditSystem.await("the log has everything", () -> checkpointAge() < 2000);
        clean();
    }

    private static KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        AUDIT.bootstrapServers,
                        "transactional.id",
                        "another",
                        "transaction.timeout.ms",
                        600_000),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static boolean sent(RecordedEvent event) {
        return AUDIT.registry
                .jdbc()
                .sql("select (p.transaction_id, p.global_index) >= (e.transaction_id, e.global_index)"
                        + " from platform.relay_position p, events.event e where e.id = ?")
                .param(event.headers().id())
                .query(Boolean.class)
                .single();
    }

    private static double checkpointAge() {
        return AUDIT.bean(MeterRegistry.class)
                .get("cairn.log.checkpoint.age")
                .timeGauge()
                .value(TimeUnit.MILLISECONDS);
    }
}
