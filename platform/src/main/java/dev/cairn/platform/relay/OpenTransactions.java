package dev.cairn.platform.relay;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a predecessor had sent and the broker has not decided yet. It cannot be read, and would be taken for missing; sent
 * again, it would be there twice once the broker decides. So a comparison waits until nothing is open: whoever compares has
 * shut out everybody else, and nobody can open anything new.
 */
final class OpenTransactions {

    private static final Logger log = LoggerFactory.getLogger(OpenTransactions.class);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final KafkaClients kafka;

    OpenTransactions(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /** @throws TimeoutException when something is still open after the time in which Kafka should have decided */
    void awaitDecided(Collection<TopicPartition> partitions) {
        long begun = System.nanoTime();
        try (Admin admin = kafka.admin()) {
            var open = open(admin, partitions);
            if (!open.isEmpty()) {
                log.info("Kafka is still deciding what was sent before to {}; the comparison waits for it", open);
            }
            while (!open.isEmpty()) {
                if (System.nanoTime() - begun > kafka.timeout().toNanos()) {
                    throw new TimeoutException("Kafka has not decided what was sent before to " + open
                            + "; if it stays so, that transaction hangs: abort it with kafka-transactions.sh as Kafka's"
                            + " administrator, what was in it is sent again");
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
                open = open(admin, partitions);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        }
    }

    /** Those that end later for a reader of everything than for a reader of what is committed. */
    private static TreeSet<String> open(Admin admin, Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        var all = ends(admin, partitions, IsolationLevel.READ_UNCOMMITTED);
        var decided = ends(admin, partitions, IsolationLevel.READ_COMMITTED);
        return all.entrySet().stream()
                .filter(end -> end.getValue() > decided.getOrDefault(end.getKey(), 0L))
                .map(end -> end.getKey().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<TopicPartition, Long> ends(
            Admin admin, Collection<TopicPartition> partitions, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }
}
