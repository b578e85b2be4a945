package dev.cairn.platform.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.platform.inbox.Arrived.TopicKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Parked keys and their waiting records, as the views' schema keeps them. */
final class ParkedRows {

    private static final String SELECT = """
            select topic, key, event, reason, parked_at,
                   (select count(*) from inbox_waiting w where w.topic = p.topic and w.key = p.key) as waiting
            from inbox_parked_key p
            """;

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    ParkedRows(JdbcTemplate batches) {
        this.batches = batches;
        this.jdbc = JdbcClient.create(batches);
    }

    /** Those of the keys that are parked; they stay so until the transaction ends. */
    Set<TopicKey> hold(Collection<TopicKey> keys) {
        Set<TopicKey> parked = new HashSet<>();
        jdbc.sql("""
                        select p.topic, p.key from inbox_parked_key p
                        join unnest(?::text[], ?::text[]) as wanted (topic, key) using (topic, key)
                        order by p.topic, p.key
                        for update of p
                        """)
                .param(keys.stream().map(TopicKey::topic).toArray(String[]::new))
                .param(keys.stream().map(TopicKey::key).toArray(String[]::new))
                .query(row -> {
                    parked.add(new TopicKey(row.getString("topic"), row.getString("key")));
                });
        return parked;
    }

    /** A key that is parked already is from now on for another reason, which the log does not know of. */
    void park(Arrived first, String reason) {
        jdbc.sql("""
                        insert into inbox_parked_key (topic, key, event, reason) values (?, ?, ?, ?)
                        on conflict (topic, key) do update
                        set event = excluded.event, reason = excluded.reason, parked_at = now(), recorded = false
                        """)
                .param(first.key().topic())
                .param(first.key().key())
                .param(first.id())
                .param(reason)
                .update();
    }

    /** Puts the records behind those of their keys that wait already; one that waits already is passed over. */
    void queue(List<Arrived> waiting) {
        batches.batchUpdate("""
                insert into inbox_waiting
                    (topic, key, event, partition, record_offset, record_key, header_names, header_values, value)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (topic, key, event) do nothing
                """, waiting, 500, (insert, arrived) -> {
            ConsumerRecord<String, byte[]> record = arrived.record();
            List<Header> headers =
                    StreamSupport.stream(record.headers().spliterator(), false).toList();
            insert.setString(1, arrived.key().topic());
            insert.setString(2, arrived.key().key());
            insert.setObject(3, arrived.id());
            insert.setInt(4, record.partition());
            insert.setLong(5, record.offset());
            insert.setBytes(6, record.key() == null ? null : record.key().getBytes(UTF_8));
            insert.setObject(
                    7,
                    headers.stream().map(header -> header.key().getBytes(UTF_8)).toArray(byte[][]::new));
            insert.setObject(8, headers.stream().map(Header::value).toArray(byte[][]::new));
            insert.setBytes(9, record.value());
        });
    }

    /** The waiting records leave; in the order in which they came. */
    List<Arrived> takeWaiting(TopicKey key) {
        List<Arrived> waiting = waiting(key);
        jdbc.sql("delete from inbox_waiting where topic = ? and key = ?")
                .param(key.topic())
                .param(key.key())
                .update();
        return waiting;
    }

    /** In the order in which they came. */
    List<Arrived> waiting(TopicKey key) {
        return jdbc.sql("""
                        select topic, partition, record_offset, record_key, header_names, header_values, value
                        from inbox_waiting where topic = ? and key = ? order by arrival
                        """)
                .param(key.topic())
                .param(key.key())
                .query((row, number) -> Arrived.of(record(row)))
                .list();
    }

    private static ConsumerRecord<String, byte[]> record(ResultSet row) throws SQLException {
        byte[] key = row.getBytes("record_key");
        var record = new ConsumerRecord<>(
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("record_offset"),
                key == null ? null : new String(key, UTF_8),
                row.getBytes("value"));
        byte[][] names = (byte[][]) row.getArray("header_names").getArray();
        byte[][] values = (byte[][]) row.getArray("header_values").getArray();
        for (int i = 0; i < names.length; i++) {
            record.headers().add(new String(names[i], UTF_8), values[i]);
        }
        return record;
    }

    /** The key goes on. */
    void remove(TopicKey key) {
        jdbc.sql("delete from inbox_parked_key where topic = ? and key = ?")
                .param(key.topic())
                .param(key.key())
                .update();
    }

    Optional<ParkedKey> find(TopicKey key) {
        return jdbc.sql(SELECT + "where topic = ? and key = ?")
                .param(key.topic())
                .param(key.key())
                .query((row, number) -> read(row))
                .optional();
    }

    /** Up to {@code limit} parked keys behind {@code after}, by topic and key. */
    List<ParkedKey> list(TopicKey after, int limit) {
        return jdbc.sql(SELECT + "where (topic, key) > (?, ?) order by topic, key limit ?")
                .param(after.topic())
                .param(after.key())
                .param(limit)
                .query((row, number) -> read(row))
                .list();
    }

    /** Keys that a version parked which did not know an event's type, each with that type. */
    Map<TopicKey, String> ofUnknownTypes() {
        Map<TopicKey, String> types = new HashMap<>();
        jdbc.sql("select topic, key, substring(reason from '^" + Arrived.UNKNOWN + "(\\S+);') as type"
                        + " from inbox_parked_key where starts_with(reason, '" + Arrived.UNKNOWN + "')")
                .query(row -> {
                    types.put(new TopicKey(row.getString("topic"), row.getString("key")), row.getString("type"));
                });
        return types;
    }

    boolean any(String key) {
        return jdbc.sql("select " + ParkedKeys.parked("?"))
                .param(key)
                .query(Boolean.class)
                .single();
    }

    long count() {
        return jdbc.sql("select count(*) from inbox_parked_key")
                .query(Long.class)
                .single();
    }

    /** Some of those that the log does not know of yet. */
    List<ParkedKey> unrecorded() {
        return jdbc.sql(SELECT + "where not recorded order by parked_at limit 100")
                .query((row, number) -> read(row))
                .list();
    }

    /** @return whether the key is still parked by that event, and was not recorded yet */
    boolean markRecorded(ParkedKey parked) {
        return jdbc.sql("update inbox_parked_key set recorded = true"
                                + " where topic = ? and key = ? and event = ? and not recorded")
                        .param(parked.topic())
                        .param(parked.key())
                        .param(parked.event())
                        .update()
                == 1;
    }

    private static ParkedKey read(ResultSet row) throws SQLException {
        return new ParkedKey(
                row.getString("topic"),
                row.getString("key"),
                row.getObject("event", UUID.class),
                row.getString("reason"),
                row.getObject("parked_at", OffsetDateTime.class).toInstant(),
                row.getInt("waiting"));
    }
}
