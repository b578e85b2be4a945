package dev.cairn.platform.recovery;

import dev.cairn.platform.batches.ReadAhead;
import dev.cairn.platform.eventstore.Place;
import dev.cairn.platform.eventstore.StoredEvent;
import dev.cairn.platform.eventstore.StoredEvents;
import dev.cairn.platform.view.Filling;
import dev.cairn.platform.view.Happened;
import dev.cairn.platform.view.OwnViews;
import dev.cairn.platform.view.ViewTransactions;
import java.util.List;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills a service's own views from its event store, in the order of commits. */
final class StoreFilling implements Filling {

    private static final int BATCH_EVENTS = 2_000;
    private static final long BATCH_BYTES = 8 * 1024 * 1024;

    private final OwnViews views;
    private final ViewTransactions next;
    private final JdbcClient jdbc;
    private final StoredEvents store;
    private Place place = Place.BEGINNING;

    /** @param next transactions on the schema to be filled */
    StoreFilling(OwnViews views, ViewTransactions next, JdbcClient jdbc) {
        this.views = views;
        this.next = next;
        this.jdbc = jdbc;
        this.store = new StoredEvents(jdbc, BATCH_EVENTS, BATCH_BYTES);
    }

    @Override
    public long expected() {
        return jdbc.sql("select count(*) from events.event").query(Long.class).single();
    }

    @Override
    public void catchUp(Shown shown) throws InterruptedException {
        ReadAhead.through(batches(store.batchesAfter(place)), batch -> {
            next.run(() -> views.show(batch.events()));
            place = batch.end();
            shown.more(batch.size());
            if (Thread.interrupted()) {
                throw new InterruptedException("Filling the views was interrupted");
            }
        });
    }

    @Override
    public void finish(Shown shown) {
        for (Batch batch : batches(store.remainingBatches(place))) {
            views.show(batch.events());
            shown.more(batch.size());
        }
    }

    /** @param events those of the batch that a view may read */
    private record Batch(List<Happened> events, Place end, int size) {}

    private Iterable<Batch> batches(Iterable<List<StoredEvent>> stored) {
        return () -> StreamSupport.stream(stored.spliterator(), false)
                .map(this::batch)
                .iterator();
    }

    private Batch batch(List<StoredEvent> stored) {
        var events = stored.stream()
                .map(StoredEvent::event)
                .filter(views::mayRead)
                .map(Happened::from)
                .toList();
        return new Batch(events, stored.get(stored.size() - 1).place(), stored.size());
    }

    @Override
    public void close() {
        // Holds nothing
    }
}
