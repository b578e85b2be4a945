package dev.cairn.audit.verification;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.eventstore.EventRows;
import dev.cairn.platform.tls.TlsFault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Reads a service's event rows, in short transactions, as a role that can do nothing else. */
final class RowsCheck {

    private static final int PAGE_ROWS = 5000;
    private static final int PAGE_BYTES = 8 * 1024 * 1024;

    /**
     * The running sum ends a page by size before its rows are fetched; octet_length does not read data that is stored out of
     * line. A row whose data somebody made null counts as empty, so that it is read and named.
     */
    private static final String SELECT = """
        select %1$s, transaction_id::text as transaction, global_index
        from (select %1$s, transaction_id, global_index,
                     coalesce(sum(octet_length(data)) over (order by global_index
                              rows between unbounded preceding and 1 preceding), 0) as bytes_before
              from events.event
              where global_index > ?
              order by global_index
              limit %2$d) page
        where bytes_before < %3$d
        order by global_index
        """.formatted(EventRows.COLUMNS, PAGE_ROWS, PAGE_BYTES);

    private static final String SENT = """
        select (select transaction_id::text from platform.relay_position) as transaction,
               (select global_index from platform.relay_position) as global_index,
               pg_snapshot_xmax(pg_current_snapshot())::text as next
        """;

    private final String service;
    private final VerificationProperties.Store store;

    RowsCheck(String service, VerificationProperties.Store store) {
        this.service = service;
        this.store = store;
    }

    /**
     * How far the service's relay has come, as its tables say, which the service itself may write.
     *
     * @param sent the last row that was sent; absent when none was
     * @param nextTransaction the first transaction id that was not given yet
     */
    record Relayed(@Nullable RowPlace sent, long nextTransaction) {}

    Relayed relayed() {
        try (Connection connection = connect();
                PreparedStatement select = connection.prepareStatement(SENT);
                ResultSet row = select.executeQuery()) {
            row.next();
            String transaction = row.getString("transaction");
            return new Relayed(
                    transaction == null
                            ? null
                            : new RowPlace(service, Long.parseLong(transaction), row.getLong("global_index")),
                    Long.parseLong(row.getString("next")));
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    void run(Reading reading) {
        try (Connection connection = connect()) {
            new EventTable(service).check(connection, reading.findings());
            read(connection, reading);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private void read(Connection connection, Reading reading) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            long after = Long.MIN_VALUE;
            for (long last = page(select, after, reading); last > after; ) {
                after = last;
                last = page(select, after, reading);
            }
        }
    }

    private Connection connect() throws SQLException {
        var reader = new PGSimpleDataSource();
        reader.setUrl(store.url());
        reader.setUser(store.username());
        reader.setPassword(store.password());
        // In binary form from the first row on: half the bytes, and nothing to parse
        reader.setPrepareThreshold(-1);
        // Whatever is set for the role: functions and operators are PostgreSQL's own
        reader.setCurrentSchema("pg_catalog");
        return reader.getConnection();
    }

    private IllegalStateException unreadable(SQLException e) {
        return new IllegalStateException(
                "The event rows of " + service + " cannot be read: "
                        + TlsFault.of(e).orElse(e.getMessage()),
                e);
    }

    /** @return the last row's place in the order; {@code after} at the end */
    private long page(PreparedStatement select, long after, Reading reading) throws SQLException {
        select.setLong(1, after);
        long last = after;
        int read = 0;
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                last = row.getLong("global_index");
                take(row, last, reading);
                read++;
            }
        }
        reading.progress().read("event rows", read);
        return last;
    }

    /** A row that was made unreadable must not keep the others from being verified; all of its page is here already. */
    private void take(ResultSet row, long index, Reading reading) {
        String place = service + " events.event row " + index;
        try {
            RecordedEvent event = EventRows.read(row);
            reading.take(event, new RowPlace(service, Long.parseLong(row.getString("transaction")), index), place);
        } catch (SQLException | RuntimeException e) {
            reading.findings().add("event-row", place, "It is no event any more: " + e.getMessage());
        }
    }
}
