package dev.cairn.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions that their coordinator takes for complete and a partition for open. A broker of one node that was killed
 * while it committed leaves them: started again, its coordinator reads that it had decided, finds no leader yet for the
 * partitions that are to be told, takes them for deleted, and is done (seen with 4.3.1). Nothing behind such a place is ever
 * readable; and what the same writer sends next would be committed together with what hangs.
 */
public final class HangingTransactions {

    private static final Logger log = LoggerFactory.getLogger(HangingTransactions.class);

    private static final Set<TransactionState> UNDER_WAY =
            Set.of(TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

    private HangingTransactions() {}

    /**
     * Aborts what hangs on these topics. Whoever sent it finds it missing, and sends it again.
     *
     * @param admin may act on the cluster
     * @param writers the transactional ids that write to the topics
     */
    public static void abort(Admin admin, Collection<String> topics, Collection<String> writers)
            throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
        Map<TopicPartition, PartitionProducerState> producers =
                admin.describeProducers(partitions).all().get();
        Map<Long, TransactionDescription> known = known(admin, writers);
        for (var partition : producers.entrySet()) {
            for (ProducerState producer : partition.getValue().activeProducers()) {
                if (producer.currentTransactionStartOffset().isPresent()
                        && !underWay(known.get(producer.producerId()), partition.getKey())) {
                    abort(admin, partition.getKey(), producer);
                }
            }
        }
    }

    private static Map<Long, TransactionDescription> known(Admin admin, Collection<String> writers)
            throws ExecutionException, InterruptedException {
        Set<String> present = admin.listTransactions().all().get().stream()
                .map(listing -> listing.transactionalId())
                .filter(writers::contains)
                .collect(Collectors.toSet());
        return admin.describeTransactions(present).all().get().values().stream()
                .collect(Collectors.toMap(TransactionDescription::producerId, Function.identity()));
    }

    private static boolean underWay(@Nullable TransactionDescription known, TopicPartition partition) {
        return Optional.ofNullable(known)
                .filter(transaction -> UNDER_WAY.contains(transaction.state()))
                .filter(transaction -> transaction.topicPartitions().contains(partition))
                .isPresent();
    }

    /** @param producer as it was described a moment ago; where its transaction has ended since, nothing happens */
    static void abort(Admin admin, TopicPartition partition, ProducerState producer)
            throws ExecutionException, InterruptedException {
        log.warn(
                "A transaction hangs on {} since offset {}: the broker died while it committed; it is aborted, and what was"
                        + " in it is sent again",
                partition,
                producer.currentTransactionStartOffset().getAsLong());
        var spec = new AbortTransactionSpec(
                partition,
                producer.producerId(),
                (short) producer.producerEpoch(),
                producer.coordinatorEpoch().orElse(0));
        try {
            admin.abortTransaction(spec).all().get();
        } catch (ExecutionException e) {
            // The coordinator was faster, and a transaction that it ends gets another epoch
            if (!(e.getCause() instanceof InvalidProducerEpochException) || open(admin, partition, producer)) {
                throw e;
            }
        }
    }

    private static boolean open(Admin admin, TopicPartition partition, ProducerState before)
            throws ExecutionException, InterruptedException {
        return admin.describeProducers(List.of(partition)).partitionResult(partition).get().activeProducers().stream()
                .filter(producer -> producer.producerId() == before.producerId())
                .anyMatch(producer ->
                        producer.currentTransactionStartOffset().equals(before.currentTransactionStartOffset()));
    }
}
