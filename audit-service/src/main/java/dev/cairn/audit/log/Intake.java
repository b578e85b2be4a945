package dev.cairn.audit.log;

import dev.cairn.audit.topics.LoggedTopics;
import dev.cairn.events.CanonicalJson;
import dev.cairn.events.audit.LogEvent.Finding;
import dev.cairn.platform.cloudevents.KafkaEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads every partition of the given topics, from positions that the caller keeps. For one thread. */
final class Intake implements AutoCloseable {

    private static final String CLIENT = "audit-log";

    /** Most records of one batch; with small events, what the log takes in within a second or less. */
    private static final int MOST_RECORDS = 2000;

    /** With events of the largest size, what one batch may hold in memory. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private final Consumer<String, byte[]> consumer;
    private final Admin admin;
    private final Collection<String> topics;
    private final Map<TopicPartition, Slot> slots = new LinkedHashMap<>();

    /** Owns both clients. The consumer reads committed records, commits nothing, and has no offset reset. */
    Intake(Consumer<String, byte[]> consumer, Admin admin, Collection<String> topics) {
        this.consumer = consumer;
        this.admin = admin;
        this.topics = topics;
    }

    static Intake open(LoggedTopics topics) {
        return new Intake(topics.consumer(CLIENT, MOST_RECORDS, MOST_BYTES), topics.admin(CLIENT), topics.names());
    }

    /**
     * Begins where {@code positions} say; a partition without one from its beginning, and so one that was cut below its
     * position.
     *
     * @return what is missing on the topics, with the positions that replace those given
     */
    Batch begin(Map<Slot, Long> positions) {
        slots.clear();
        present().forEach(slot -> slots.put(slot.assigned(), slot));
        consumer.assign(slots.keySet());
        Map<TopicPartition, Long> first = consumer.beginningOffsets(slots.keySet());
        Map<TopicPartition, Long> end = consumer.endOffsets(slots.keySet());
        List<Finding> findings = new ArrayList<>();
        Map<Slot, Long> next = new HashMap<>();
        slots.forEach((assigned, slot) -> {
            long wanted = positions.getOrDefault(slot, 0L);
            long begins = first.get(assigned);
            long ends = end.get(assigned);
            boolean cut = wanted < begins || wanted > ends;
            if (cut) {
                findings.add(new Finding(
                        "topic",
                        slot.toString(),
                        "It was taken in up to offset " + wanted + ", but holds " + begins + " to " + ends));
                next.put(slot, begins);
            }
            consumer.seek(assigned, cut ? begins : wanted);
        });
        return new Batch(List.of(), findings, next, true);
    }

    /** Reads what there is, waiting at most {@code longest} for the first record. */
    Batch read(Duration longest) {
        ConsumerRecords<String, byte[]> records = consumer.poll(longest);
        List<Arrival> arrivals = new ArrayList<>(records.count());
        List<Finding> findings = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Slot slot = slots.get(new TopicPartition(record.topic(), record.partition()));
            try {
                arrivals.add(Arrival.of(KafkaEvents.fromRecord(record), slot, record.offset()));
            } catch (KafkaEvents.NoCairnEvent | CanonicalJson.Lossy e) {
                // Whoever can write to a topic must not be able to stop the log
                findings.add(new Finding("topic", slot + "@" + record.offset(), e.getMessage()));
            }
        }
        Map<Slot, Long> next = new HashMap<>();
        records.partitions().forEach(read -> next.put(slots.get(read), consumer.position(read)));
        return new Batch(arrivals, findings, next, lags());
    }

    private boolean lags() {
        return slots.keySet().stream()
                .anyMatch(assigned -> consumer.currentLag(assigned).orElse(1) > 0);
    }

    /** Where the topics end, see {@link LoggedTopics#ends}. */
    Map<TopicPartition, Long> ends() {
        return LoggedTopics.ends(admin, slots.keySet());
    }

    /** Whether everything before these was read. A transaction that stays open keeps back what stands behind it. */
    boolean hasReadTo(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** @throws IllegalStateException when a topic was made anew under its name, has more partitions, or cannot be seen */
    void requireUnchanged() {
        Set<Slot> present = present();
        if (!present.equals(new HashSet<>(slots.values()))) {
            throw new IllegalStateException("The topics are no longer those that were read: " + present);
        }
    }

    /** Reads no more from these until told otherwise. */
    void hold(Collection<Slot> held) {
        Set<TopicPartition> pause = new HashSet<>();
        held.forEach(slot -> pause.add(slot.assigned()));
        consumer.resume(consumer.paused());
        consumer.pause(pause);
    }

    private Set<Slot> present() {
        try {
            Set<Slot> present = new HashSet<>();
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get()
                    .values()
                    .forEach(topic -> topic.partitions()
                            .forEach(partition ->
                                    present.add(new Slot(topic.topicId(), topic.name(), partition.partition()))));
            return present;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The topics cannot be described: " + e.getCause().getMessage() + "; each of " + topics
                            + " has to be there, and readable for this service",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while describing the topics", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
