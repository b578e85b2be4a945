package dev.cairn.platform.relay;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.command.LockTimeout;
import dev.cairn.platform.command.SwapLock;
import dev.cairn.platform.eventstore.Place;
import dev.cairn.platform.eventstore.StoredEvent;
import dev.cairn.platform.eventstore.StoredEvents;
import dev.cairn.platform.relay.WholeComparison.Compared;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.dao.DataAccessException;

/**
 * In the relay's place: while this is open no process of the service relays, and what a paused one had begun is void. Here a
 * lost event store is refilled from the topics, and a lost topic from the event store.
 */
public final class StandIn implements AutoCloseable {

    private final RelaySession session;
    private final Partitions partitions;
    private final KafkaClients kafka;
    private final Publisher publisher;
    private final StoredEvents store;
    private final Positions positions;

    StandIn(RelaySession session, Partitions partitions, KafkaClients kafka, Publisher publisher, StoredEvents store) {
        this.session = session;
        this.partitions = partitions;
        this.kafka = kafka;
        this.publisher = publisher;
        this.store = store;
        this.positions = new Positions(session.jdbc());
    }

    /**
     * @param events how many came back from the topics
     * @param changed whether the store is another one than before, so that views have to be made anew and
     *     {@link #storeIsWhole} called
     */
    public record Refilled(long events, boolean changed) {}

    /**
     * Puts back into the event store what the topics have besides. Writes are refused from here on until a relay has
     * compared again; where anything had to change, until {@link #storeIsWhole} too, even if this process dies. Nothing
     * changes when topics and store contradict each other.
     *
     * @param renumber gives all events new transaction ids, in their order, and makes the given cluster theirs; called when
     *     the database was loaded from a dump of another
     */
    public Refilled refillStore(Progress progress, Consumer<String> renumber) throws InterruptedException {
        holdOffWriters();
        progress.expect(count());
        progress.say("Comparing the event store with the topics; writes wait");
        Compared compared =
                new WholeComparison(kafka, partitions).compare(store.remainingBatches(Place.BEGINNING), progress);
        String cluster = session.cluster();
        boolean elsewhere = positions
                .find()
                .filter(known -> !known.cluster().equals(cluster))
                .isPresent();
        if (compared.unstored().isEmpty() && !elsewhere && !positions.restoreUnfinished()) {
            return new Refilled(0, false);
        }
        positions.restoreBegun();
        if (elsewhere) {
            progress.say("Giving the events transaction ids of this cluster; writes wait");
            renumber.accept(cluster);
        }
        return new Refilled(putBack(compared, progress), true);
    }

    private long putBack(Compared compared, Progress progress) {
        progress.expect(TopicReader.length(compared.unstored()));
        progress.say("Putting back what the topics have; writes wait");
        return new LostEvents(kafka, session.jdbc()).putBack(compared.unstored(), batch -> put(batch, progress));
    }

    private void put(List<RecordedEvent> batch, Progress progress) {
        session.insert(batch);
        progress.advance(batch.size());
    }

    /** Writes that were let in before are over when this returns, and no more are let in. */
    private void holdOffWriters() throws InterruptedException {
        session.lastComparison().contradicted();
        Thread.sleep(ComparedStore.FRESH.toMillis());
        try {
            session.jdbc().sql("select " + SwapLock.EXCLUSIVE).query().singleRow();
        } catch (DataAccessException e) {
            if (!LockTimeout.is(e)) {
                throw e;
            }
            throw new IllegalStateException("A write has not ended for half a minute; start again when it has", e);
        }
    }

    /** The views show what the store has: from now on a relay may take over. */
    public void storeIsWhole() {
        positions.restoreEnded();
    }

    /**
     * Sends again what the topics lack, to the end of the store.
     *
     * @return how many events were sent to each of the topics
     * @throws RuntimeException when a topic lacks anything but its end, or has what the store lacks; nothing was sent then
     */
    public Map<String, Long> refillTopics(Progress progress) throws InterruptedException {
        String cluster = session.cluster();
        positions.requireUsable(cluster);
        progress.expect(count());
        progress.say("Comparing the topics with the event store");
        Compared compared =
                new WholeComparison(kafka, partitions).compare(store.batchesAfter(Place.BEGINNING), progress);
        if (!compared.unstored().isEmpty()) {
            throw new Diverged("The topics have events that the event store lacks, in "
                    + compared.unstored().keySet() + ": run restore first");
        }
        progress.expect(compared.unsent());
        progress.say("Sending what the topics lack");
        long epoch = positions.begin(compared.sent().complete(), cluster);
        return send(new Sender(store, positions, publisher, compared.sent(), epoch), progress);
    }

    private Map<String, Long> send(Sender sender, Progress progress) throws InterruptedException {
        Map<String, Long> counts = new TreeMap<>();
        partitions.counts().keySet().forEach(topic -> counts.put(topic, 0L));
        for (Optional<List<StoredEvent>> sent = sender.next(); sent.isPresent(); sent = sender.next()) {
            sent.get().forEach(stored -> counts.merge(stored.event().topic(), 1L, Long::sum));
            progress.advance(sent.get().size());
            if (Thread.interrupted()) {
                throw new InterruptedException("Sending was interrupted");
            }
        }
        return counts;
    }

    private long count() {
        return session.jdbc()
                .sql("select count(*) from events.event")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        publisher.close();
        session.close();
    }
}
