package dev.cairn.platform.inbox;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.inbox.Intake.Outcome;
import dev.cairn.platform.inbox.Positions.Place;
import dev.cairn.platform.inbox.Positions.Step;
import dev.cairn.platform.tracing.EventSpans;
import dev.cairn.platform.view.ViewTransactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows topics into the views of one schema. Each batch is one transaction: effects, sequences and positions. When
 * anything is thrown, close this and open another: what was committed says where to go on.
 */
public final class TopicFollower implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;
    private final Admin admin;
    private final ViewTransactions transactions;
    private final Positions positions;
    private final Intake intake;
    private final Set<UUID> givenUp;
    private final Duration patience;
    private final Map<String, String> topicIds = new HashMap<>();
    private final Map<TopicPartition, Place> places = new HashMap<>();

    TopicFollower(
            TopicClients kafka,
            Set<String> topics,
            ViewTransactions transactions,
            Positions positions,
            Intake intake,
            Supplier<Set<UUID>> givenUp) {
        this.transactions = transactions;
        this.positions = positions;
        this.intake = intake;
        this.givenUp = givenUp.get();
        this.patience = kafka.timeout();
        this.admin = kafka.admin();
        this.consumer = kafka.consumer();
        try {
            begin(topics);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void begin(Set<String> topics) {
        var descriptions = TopicClients.describe(admin, topics);
        descriptions.forEach((topic, description) ->
                topicIds.put(topic, description.topicId().toString()));
        List<TopicPartition> partitions = descriptions.entrySet().stream()
                .flatMap(topic -> topic.getValue().partitions().stream()
                        .map(partition -> new TopicPartition(topic.getKey(), partition.partition())))
                .toList();
        consumer.assign(partitions);
        places.putAll(transactions.call(positions::load));
        places.keySet().retainAll(partitions);
        readAgain(outOfPlace(partitions));
        partitions.forEach(partition -> seek(partition, place(partition)));
    }

    /** Those never read, and those whose position means nothing any more. */
    private List<TopicPartition> outOfPlace(List<TopicPartition> partitions) {
        var beginnings = consumer.beginningOffsets(partitions);
        var ends = consumer.endOffsets(partitions);
        return partitions.stream()
                .filter(partition -> {
                    Place place = places.get(partition);
                    if (place == null) {
                        return true;
                    }
                    boolean anew = !place.topicId().equals(topicId(partition));
                    boolean shortened = place.next() < beginnings.get(partition) || place.next() > ends.get(partition);
                    if (anew || shortened) {
                        log.warn(
                                "{} was {}; it is read again from its beginning",
                                partition,
                                anew ? "made anew" : "shortened");
                    }
                    return anew || shortened;
                })
                .toList();
    }

    /** From their beginning; whatever was taken in before is recognised by its sequence. */
    private void readAgain(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, Place> beginnings = consumer.beginningOffsets(partitions).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        beginning -> new Place(topicId(beginning.getKey()), beginning.getValue(), null)));
        transactions.run(() -> beginnings.forEach(positions::put));
        places.putAll(beginnings);
    }

    private void seek(TopicPartition partition, Place place) {
        consumer.seek(partition, new OffsetAndMetadata(place.next(), Optional.ofNullable(place.leaderEpoch()), ""));
    }

    private String topicId(TopicPartition partition) {
        return Objects.requireNonNull(topicIds.get(partition.topic()));
    }

    private Place place(TopicPartition partition) {
        return Objects.requireNonNull(places.get(partition));
    }

    /**
     * Takes in what comes next, waiting at most so long for it.
     *
     * @return how many events took effect
     */
    int takeIn(Duration wait, EventSpans spans) {
        return takeIn(poll(wait), Map.of(), spans);
    }

    /**
     * Takes in everything below the given offsets and nothing above them; partitions that are not named stay.
     *
     * @param progress told how many events took effect, again and again
     * @throws TimeoutException when Kafka sends nothing for as long as it may be silent
     */
    public void follow(Map<TopicPartition, Long> until, LongConsumer progress) throws InterruptedException {
        consumer.pause(consumer.assignment());
        var open = new HashMap<>(until);
        open.keySet().retainAll(places.keySet());
        consumer.resume(open.keySet());
        long silentSince = System.nanoTime();
        while (true) {
            open.entrySet().removeIf(bound -> {
                boolean reached = consumer.position(bound.getKey()) >= bound.getValue();
                if (reached) {
                    consumer.pause(Set.of(bound.getKey()));
                }
                return reached;
            });
            if (open.isEmpty()) {
                consumer.resume(consumer.assignment());
                return;
            }
            long before = read();
            progress.accept(takeIn(poll(POLL), open, EventSpans.none()));
            if (read() != before) {
                silentSince = System.nanoTime();
            } else if (System.nanoTime() - silentSince > patience.toNanos()) {
                throw new TimeoutException("Kafka sends nothing more of " + open.keySet());
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("Following the topics was interrupted");
            }
        }
    }

    /** Grows with whatever is read. */
    private long read() {
        return consumer.assignment().stream().mapToLong(consumer::position).sum();
    }

    private ConsumerRecords<String, byte[]> poll(Duration wait) {
        try {
            return consumer.poll(wait);
        } catch (OffsetOutOfRangeException e) {
            log.warn("{} was shortened or replaced; it is read again from its beginning", e.partitions());
            readAgain(e.partitions());
            e.partitions().forEach(partition -> seek(partition, place(partition)));
            return ConsumerRecords.empty();
        }
    }

    private int takeIn(ConsumerRecords<String, byte[]> records, Map<TopicPartition, Long> until, EventSpans spans) {
        List<Step> steps = new ArrayList<>();
        List<Arrived> arrivals = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            var wanted = records.records(partition);
            Long bound = until.get(partition);
            if (bound != null && wanted.get(wanted.size() - 1).offset() >= bound) {
                wanted = wanted.stream()
                        .filter(record -> record.offset() < bound)
                        .toList();
                consumer.seek(partition, bound);
            }
            if (wanted.isEmpty()) {
                continue;
            }
            wanted.forEach(record -> arrivals.add(Arrived.of(record)));
            steps.add(new Step(partition, place(partition), after(wanted.get(wanted.size() - 1))));
        }
        if (steps.isEmpty()) {
            return 0;
        }
        List<RecordedEvent> events =
                arrivals.stream().map(Arrived::event).filter(Objects::nonNull).toList();
        int taken = spans.takeIn(events, () -> transactions.call(() -> takeIn(steps, arrivals)));
        steps.forEach(step -> places.put(step.partition(), step.to()));
        return taken;
    }

    private Place after(ConsumerRecord<String, byte[]> record) {
        var partition = new TopicPartition(record.topic(), record.partition());
        return new Place(
                topicId(partition), record.offset() + 1, record.leaderEpoch().orElse(null));
    }

    private int takeIn(List<Step> steps, List<Arrived> arrivals) {
        positions.advance(steps);
        Outcome outcome = intake.takeIn(arrivals, givenUp);
        if (outcome.parked() > 0) {
            // A topic made anew under the consumer's feet looks as if events were missing
            requireSameTopics();
        }
        return outcome.taken();
    }

    /** @throws TopicMadeAnew when a topic is another one than when this was opened */
    void requireSameTopics() {
        TopicClients.describe(admin, topicIds.keySet()).forEach((topic, description) -> {
            if (!description.topicId().toString().equals(topicIds.get(topic))) {
                throw new TopicMadeAnew(topic);
            }
        });
    }

    /** Where the topics end now: offsets behind the last committed records. */
    public Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(consumer.assignment());
    }

    /** Offsets that the topics hold now. */
    long length() {
        var beginnings = consumer.beginningOffsets(consumer.assignment());
        return ends().entrySet().stream()
                .mapToLong(end -> end.getValue() - beginnings.get(end.getKey()))
                .sum();
    }

    /** Records not read yet; empty while that is unknown. Counts transaction markers too. */
    OptionalLong lag() {
        long lag = 0;
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong part = consumer.currentLag(partition);
            if (part.isEmpty()) {
                return part;
            }
            lag += part.getAsLong();
        }
        return OptionalLong.of(lag);
    }

    /** Makes a wait in another thread end at once, by a {@link org.apache.kafka.common.errors.WakeupException}. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
        admin.close(Duration.ZERO);
    }

    static final class TopicMadeAnew extends RuntimeException {
        TopicMadeAnew(String topic) {
            super("Topic " + topic + " was made anew; the inbox reads it from its beginning");
        }
    }
}
