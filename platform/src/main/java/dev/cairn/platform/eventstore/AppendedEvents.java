package dev.cairn.platform.eventstore;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.view.Happened;
import dev.cairn.platform.view.OwnViews;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The one place where events enter the store: inserted, shown to the service's own views in the same transaction, and
 * announced once that has committed.
 */
final class AppendedEvents {

    private final JdbcTemplate jdbc;
    private final OwnViews views;
    private final Supplier<List<CommitListener>> listeners;

    /** @param listeners asked for at the first commit, since those who listen may themselves need the store */
    AppendedEvents(JdbcTemplate jdbc, OwnViews views, Supplier<List<CommitListener>> listeners) {
        this.jdbc = jdbc;
        this.views = views;
        this.listeners = listeners;
    }

    void append(List<Happened> events) {
        List<RecordedEvent> records = events.stream().map(Happened::record).toList();
        jdbc.batchUpdate(EventRows.INSERT, records, records.size(), EventRows::bind);
        views.show(events);
        announceAfterCommit();
    }

    private void announceAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                listeners.get().forEach(CommitListener::committed);
            }
        });
    }
}
