package dev.cairn.audit.log;

import dev.cairn.events.audit.LogEvent.Finding;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.Uuid;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** The rows of the log in PostgreSQL. Whoever changes them does so in a transaction that checks the {@link Term}. */
final class EntryRows {

    private static final String KNOWN = "select event, hash from log.entry where event = any(?)";

    private static final String INSERT = """
            insert into log.entry (index, hash, event, topic, partition, "offset", anchor)
            select ? + place - 1, hash, event, topic, partition, "offset", anchor
            from unnest(?, ?, ?, ?, ?, ?) with ordinality
                as arrived (hash, event, topic, partition, "offset", anchor, place)
            """;

    private static final String MOVE = """
            insert into log.position (topic_id, partition, topic, next) values (?, ?, ?, ?)
            on conflict (topic_id, partition) do update set next = excluded.next
            """;

    private final JdbcTemplate jdbc;

    EntryRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** How many there are: the next index. */
    long count() {
        Long last = jdbc.queryForObject("select max(index) from log.entry", Long.class);
        return last == null ? 0 : last + 1;
    }

    Optional<Long> indexOf(UUID event) {
        return jdbc.queryForList("select index from log.entry where event = ?", Long.class, event).stream()
                .findFirst();
    }

    /** The entries from {@code first} on, in order, handed over as they are read. */
    void hashesFrom(long first, Consumer<byte[]> reader) {
        long next = first;
        List<byte[]> page;
        do {
            page = hashes(next, 10_000);
            page.forEach(reader);
            next += page.size();
        } while (!page.isEmpty());
    }

    /** At most {@code count} entries from {@code first} on. */
    List<byte[]> hashes(long first, int count) {
        return jdbc.queryForList(
                "select hash from log.entry where index >= ? order by index limit ?", byte[].class, first, count);
    }

    /** Whether an anchor is due for what came after {@code size}. */
    boolean otherThanAnchorsFrom(long size) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select from log.entry where index >= ? and not anchor)", Boolean.class, size));
    }

    Map<Slot, Long> positions() {
        Map<Slot, Long> positions = new HashMap<>();
        jdbc.query("select topic_id, partition, topic, next from log.position", row -> {
            var slot = new Slot(
                    Uuid.fromString(row.getString("topic_id")), row.getString("topic"), row.getInt("partition"));
            positions.put(slot, row.getLong("next"));
        });
        return positions;
    }

    void move(Map<Slot, Long> next) {
        jdbc.batchUpdate(MOVE, next.entrySet(), 100, (insert, position) -> {
            insert.setString(1, position.getKey().topicId().toString());
            insert.setInt(2, position.getKey().partition());
            insert.setString(3, position.getKey().topic());
            insert.setLong(4, position.getValue());
        });
    }

    /**
     * Those that are not in the log yet, each once, in their order.
     *
     * @param violations gets a finding for each event whose id is known with another content
     */
    List<Arrival> fresh(List<Arrival> arrivals, List<Finding> violations) {
        Map<UUID, byte[]> known = known(arrivals);
        Map<UUID, Arrival> fresh = new LinkedHashMap<>();
        for (Arrival arrival : arrivals) {
            byte[] hash = known.putIfAbsent(arrival.event(), arrival.hash());
            if (hash == null) {
                fresh.put(arrival.event(), arrival);
            } else if (!Arrays.equals(hash, arrival.hash())) {
                violations.add(new Finding(
                        "topic",
                        arrival.place(),
                        "Event " + arrival.event() + " stands here with another content: its entry in the log is "
                                + HexFormat.of().formatHex(hash) + ", this one's would be "
                                + HexFormat.of().formatHex(arrival.hash())));
            }
        }
        return List.copyOf(fresh.values());
    }

    private Map<UUID, byte[]> known(List<Arrival> arrivals) {
        Map<UUID, byte[]> known = new HashMap<>();
        jdbc.query(
                KNOWN,
                select -> select.setArray(1, array(select, "uuid", arrivals, Arrival::event)),
                (RowCallbackHandler) row -> known.put(row.getObject("event", UUID.class), row.getBytes("hash")));
        return known;
    }

    /** Makes them the entries from {@code first} on. */
    void insert(long first, List<Arrival> entries) {
        jdbc.update(INSERT, insert -> {
            insert.setLong(1, first);
            insert.setArray(2, array(insert, "bytea", entries, Arrival::hash));
            insert.setArray(3, array(insert, "uuid", entries, Arrival::event));
            insert.setArray(4, array(insert, "text", entries, it -> it.slot().topic()));
            insert.setArray(5, array(insert, "int4", entries, it -> it.slot().partition()));
            insert.setArray(6, array(insert, "int8", entries, Arrival::offset));
            insert.setArray(7, array(insert, "bool", entries, Arrival::anchor));
        });
    }

    private static Array array(
            PreparedStatement statement, String type, List<Arrival> arrivals, Function<Arrival, Object> column)
            throws SQLException {
        Connection connection = statement.getConnection();
        List<Object> values = new ArrayList<>(arrivals.size());
        arrivals.forEach(arrival -> values.add(column.apply(arrival)));
        boolean bytes = type.equals("bytea");
        return connection.createArrayOf(type, bytes ? values.toArray(byte[][]::new) : values.toArray());
    }
}
