package dev.cairn.platform.command;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What is to be known before an event is stored under a key.
 *
 * @param now the database's clock, and not before the key's previous event
 * @param postgresStarted when PostgreSQL started
 */
public record Situation(Instant now, Instant postgresStarted) {

    /** What a select must have for {@link #read}; takes the key as its parameter. */
    public static final String COLUMNS = """
            greatest(clock_timestamp(), (select time from events.event where key = ?
                                         order by global_index desc limit 1)) as now,
            pg_postmaster_start_time() as postgres_started
            """;

    /** @param row positioned on a row that has {@link #COLUMNS} */
    public static Situation read(ResultSet row) throws SQLException {
        return new Situation(instant(row, "now"), instant(row, "postgres_started"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
