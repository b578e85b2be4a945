package dev.cairn.platform.recovery;

import dev.cairn.platform.eventstore.Place;
import dev.cairn.platform.eventstore.StoredEvent;
import dev.cairn.platform.eventstore.StoredEvents;
import dev.cairn.platform.view.Filling;
import dev.cairn.platform.view.Happened;
import dev.cairn.platform.view.OwnViews;
import dev.cairn.platform.view.ViewTransactions;
import java.util.List;
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
        for (List<StoredEvent> batch : store.batchesAfter(place)) {
            next.run(() -> show(batch));
            place = batch.get(batch.size() - 1).place();
            shown.more(batch.size());
            if (Thread.interrupted()) {
                throw new InterruptedException("Filling the views was interrupted");
            }
        }
    }

    @Override
    public void finish(Shown shown) {
        for (List<StoredEvent> batch : store.remainingBatches(place)) {
            show(batch);
            shown.more(batch.size());
        }
    }

    private void show(List<StoredEvent> batch) {
        views.show(batch.stream()
                .map(StoredEvent::event)
                .filter(views::mayRead)
                .map(Happened::from)
                .toList());
    }

    @Override
    public void close() {
        // Holds nothing
    }
}
