package dev.cairn.platform.relay;

import dev.cairn.platform.cloudevents.KafkaEvents;
import dev.cairn.platform.eventstore.StoredEvent;
import dev.cairn.platform.tracing.EventSpans;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The one producer of the service's topics. Making it shuts out every producer of the same name that was made before, and
 * settles what that one had begun.
 */
final class Publisher implements AutoCloseable {

    private final Producer<String, byte[]> producer;
    private final Duration patience;
    private final EventSpans spans;

    Publisher(KafkaClients kafka, String writer, EventSpans spans) {
        this(kafka.producer(writer), kafka.timeout(), spans);
    }

    /** @param patience with Kafka, after which it counts as away */
    Publisher(Producer<String, byte[]> producer, Duration patience, EventSpans spans) {
        this.producer = producer;
        this.patience = patience;
        this.spans = spans;
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Sends the events in their order, all or none of them; returns when the broker has them.
     *
     * @param meanwhile is worked on while they are on their way, and answered; none of them are sent when it throws
     * @throws KafkaException when it is not known to have them, or a topic is not the one that was compared; this
     *     publisher is then of no further use, and only a comparison can tell what the topics have
     */
    <T> T send(List<StoredEvent> events, Sent sent, Supplier<T> meanwhile) {
        return spans.send(events.stream().map(StoredEvent::event).toList(), () -> transact(events, sent, meanwhile));
    }

    private <T> T transact(List<StoredEvent> events, Sent sent, Supplier<T> meanwhile) {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sending = events.stream()
                .map(StoredEvent::event)
                .map(event -> producer.send(
                        KafkaEvents.toRecord(event, sent.partition(event).partition())))
                .toList();
        T done = meanwhile.get();
        for (Future<RecordMetadata> record : sending) {
            RecordMetadata written = written(record);
            sent.appended(new TopicPartition(written.topic(), written.partition()), written.offset());
        }
        producer.commitTransaction();
        return done;
    }

    /** The producer has limits of its own, by the machine's clock: where that is put back, they are an hour away, or a year. */
    private RecordMetadata written(Future<RecordMetadata> record) {
        try {
            return record.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("Kafka has not answered within " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** What was not committed is undone by the next publisher; waiting here would only delay that one. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
