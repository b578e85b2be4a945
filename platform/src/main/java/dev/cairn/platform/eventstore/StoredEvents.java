package dev.cairn.platform.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The event store in the order of commits. */
public final class StoredEvents {

    private static final String PLACED = EventRows.COLUMNS + ", transaction_id::text as transaction, global_index";

    /** Below the oldest running transaction nothing can be added any more. */
    private static final String SETTLED = "and transaction_id < pg_snapshot_xmin(pg_current_snapshot())";

    /**
     * The running sum ends a batch by size before the rows are fetched; octet_length does not read data that is stored out
     * of line.
     */
    private static final String AFTER = """
            select %1$s, transaction_id::text as transaction, global_index
            from (select transaction_id, global_index, %1$s,
                         sum(octet_length(data)) over (order by transaction_id, global_index rows unbounded preceding)
                             - octet_length(data) as bytes_before
                  from events.event
                  where (transaction_id, global_index) > (?::xid8, ?)
                    %4$s
                  order by transaction_id, global_index
                  limit %2$d) ready
            where bytes_before < %3$d
            order by ready.transaction_id, ready.global_index
            """;

    private final JdbcClient jdbc;
    private final int batchEvents;
    private final String after;
    private final String remaining;

    /**
     * @param batchEvents most events at once
     * @param batchBytes events stop being added once their data is this large; the last may exceed it
     */
    public StoredEvents(JdbcClient jdbc, int batchEvents, long batchBytes) {
        this.jdbc = jdbc;
        this.batchEvents = batchEvents;
        this.after = AFTER.formatted(EventRows.COLUMNS, batchEvents, batchBytes, SETTLED);
        this.remaining = AFTER.formatted(EventRows.COLUMNS, batchEvents, batchBytes, "");
    }

    /** The next batch; empty when everything settled is at or before {@code place}. */
    public List<StoredEvent> after(Place place) {
        return batch(after, place);
    }

    /** Everything settled after {@code place}, batch by batch; each is read when it is asked for. */
    public Iterable<List<StoredEvent>> batchesAfter(Place place) {
        return batches(place, this::after);
    }

    /** Everything after {@code place}, settled or not: for whoever holds off all writers, see {@code SwapLock}. */
    public Iterable<List<StoredEvent>> remainingBatches(Place place) {
        return batches(place, from -> batch(remaining, from));
    }

    private static Iterable<List<StoredEvent>> batches(Place place, Function<Place, List<StoredEvent>> next) {
        return () -> Stream.iterate(next.apply(place), batch -> !batch.isEmpty(), batch -> next.apply(last(batch)))
                .iterator();
    }

    private static Place last(List<StoredEvent> batch) {
        return batch.get(batch.size() - 1).place();
    }

    /** Whether {@code batch} has as many events as a batch can have, so that more may wait behind it. */
    public boolean fills(List<StoredEvent> batch) {
        return batch.size() == batchEvents;
    }

    private List<StoredEvent> batch(String sql, Place place) {
        return jdbc.sql(sql)
                .param(Long.toString(place.transaction()))
                .param(place.index())
                .query((row, number) -> read(row))
                .list();
    }

    /** Those of {@code ids} that the store has. */
    public Map<UUID, StoredEvent> find(Collection<UUID> ids) {
        return jdbc
                .sql("select " + PLACED + " from events.event where id = any (?)")
                .param(ids.toArray(UUID[]::new))
                .query((row, number) -> read(row))
                .list()
                .stream()
                .collect(Collectors.toMap(stored -> stored.event().headers().id(), Function.identity()));
    }

    private static StoredEvent read(ResultSet row) throws SQLException {
        var place = new Place(Long.parseLong(row.getString("transaction")), row.getLong("global_index"));
        return new StoredEvent(place, EventRows.read(row));
    }
}
