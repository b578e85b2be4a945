package dev.cairn.audit.search;

import dev.cairn.events.EventCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds entries, the newest first; those of one instant in the reverse order of the log. */
@Component
class EntrySearch {

    /** What is not in the log yet comes after all that is. */
    private static final String NOT_YET = "9223372036854775807";

    /** The index of the last entry of the page before is read anew: it may have come into the log since. */
    private static final String BEFORE = """
             and v.time <= :time and (v.time < :time or (coalesce(e.index, %s), v.event)
                < (coalesce((select index from log.entry where event = :event), %s), :event))
            """.formatted(NOT_YET, NOT_YET);

    private final JdbcClient jdbc;

    EntrySearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * All that is given must hold.
     *
     * @param from first instant that counts
     * @param to first instant that counts no more
     */
    record Filter(
            @Nullable String model,
            @Nullable String actor,
            @Nullable String type,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** The last entry of the page before. */
    record After(Instant time, UUID event) {

        static After parse(String position) {
            String[] parts = position.split(" ", 2);
            return new After(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        }

        @Override
        public String toString() {
            return time + " " + event;
        }
    }

    List<FoundEntry> find(Filter filter, @Nullable After after, int limit) {
        Map<String, @Nullable Object> conditions = new LinkedHashMap<>();
        conditions.put("v.model = :model", filter.model());
        conditions.put("v.actor = :actor", filter.actor());
        conditions.put("v.type = :type", filter.type());
        conditions.put("v.time >= :from", timestamp(filter.from()));
        conditions.put("v.time < :to", timestamp(filter.to()));
        conditions.values().removeIf(value -> value == null);
        String where = String.join(" and ", conditions.keySet());
        var select = jdbc.sql("select v.event, v.time, v.type, v.actor, v.model, v.record, e.index"
                + " from entry v left join log.entry e on e.event = v.event where "
                + (where.isEmpty() ? "true" : where)
                + (after == null ? "" : BEFORE)
                + " order by v.time desc, coalesce(e.index, " + NOT_YET + ") desc, v.event desc limit :limit");
        conditions.forEach((condition, value) -> select.param(condition.substring(condition.indexOf(':') + 1), value));
        if (after != null) {
            select.param("time", timestamp(after.time())).param("event", after.event());
        }
        return select.param("limit", limit).query((row, number) -> found(row)).list();
    }

    private static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static FoundEntry found(ResultSet row) throws SQLException {
        return new FoundEntry(
                row.getObject("index", Long.class),
                row.getObject("event", UUID.class),
                row.getObject("time", OffsetDateTime.class).toInstant(),
                row.getString("type"),
                row.getString("actor"),
                row.getString("model"),
                EventCodec.json().readTree(row.getString("record")));
    }
}
