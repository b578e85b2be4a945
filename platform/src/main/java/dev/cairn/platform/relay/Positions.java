package dev.cairn.platform.relay;

import dev.cairn.platform.eventstore.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the relay remembers of how far it has come. */
final class Positions {

    private final JdbcClient jdbc;

    Positions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param cluster identifier of the cluster that gave the transaction ids */
    record Position(Place place, String cluster, long epoch) {}

    /** Empty until the relay of this database ran for the first time. */
    Optional<Position> find() {
        return jdbc.sql("select transaction_id::text as transaction, global_index, system_identifier, epoch"
                        + " from platform.relay_position")
                .query((row, number) -> new Position(
                        new Place(Long.parseLong(row.getString("transaction")), row.getLong("global_index")),
                        row.getString("system_identifier"),
                        row.getLong("epoch")))
                .optional();
    }

    /**
     * @throws Diverged when the database's events or transaction ids are not whole: it comes from another cluster, or a
     *     restore broke off
     */
    void requireUsable(String cluster) {
        if (restoreUnfinished()) {
            throw new Diverged("A restore of this event store was begun and has not ended: run restore again");
        }
        find().filter(known -> !known.cluster().equals(cluster)).ifPresent(known -> {
            throw new Diverged("This database was loaded from a dump of another PostgreSQL cluster (" + known.cluster()
                    + "; this is " + cluster + "), where its transaction ids mean nothing: run restore,"
                    + " which gives its events new ones in their old order and adds what the topics have besides");
        });
    }

    boolean restoreUnfinished() {
        return jdbc.sql("select exists (select from platform.unfinished_restore)")
                .query(Boolean.class)
                .single();
    }

    /** From now on the store is not whole, whatever happens, until {@link #restoreEnded}. */
    void restoreBegun() {
        jdbc.sql("insert into platform.unfinished_restore default values on conflict do nothing")
                .update();
    }

    /** What was committed before is on the disk when this returns. */
    void restoreEnded() {
        jdbc.sql("set synchronous_commit = on").update();
        jdbc.sql("delete from platform.unfinished_restore").update();
    }

    /** Begins a new epoch at {@code place}. */
    long begin(Place place, String cluster) {
        return jdbc.sql("""
                        insert into platform.relay_position (transaction_id, global_index, system_identifier, epoch)
                        values (:transaction::xid8, :index, :cluster, 1)
                        on conflict (singleton) do update
                        set transaction_id = excluded.transaction_id, global_index = excluded.global_index,
                            system_identifier = excluded.system_identifier, epoch = relay_position.epoch + 1
                        returning epoch
                        """)
                .param("transaction", Long.toString(place.transaction()))
                .param("index", place.index())
                .param("cluster", cluster)
                .query(Long.class)
                .single();
    }

    /** The newest event that was sent to each partition; those without one are missing. */
    Map<TopicPartition, UUID> newest() {
        Map<TopicPartition, UUID> newest = new HashMap<>();
        jdbc.sql("select topic, partition, newest from platform.relay_partition where newest is not null")
                .query(row -> {
                    newest.put(
                            new TopicPartition(row.getString("topic"), row.getInt("partition")),
                            row.getObject("newest", UUID.class));
                });
        return newest;
    }

    /**
     * Everything up to {@code place} has been sent, to each of these partitions up to this event.
     *
     * @throws IllegalStateException when another process relays by now
     */
    void save(Place place, long epoch, Map<TopicPartition, UUID> newest) {
        int moved = jdbc.sql("""
                        with sent as (
                            update platform.relay_partition known set newest = sent.newest
                            from unnest(?::text[], ?::int[], ?::uuid[]) as sent (topic, partition, newest)
                            where known.topic = sent.topic and known.partition = sent.partition)
                        update platform.relay_position set transaction_id = ?::xid8, global_index = ? where epoch = ?
                        """)
                .param(newest.keySet().stream().map(TopicPartition::topic).toArray(String[]::new))
                .param(newest.keySet().stream().map(TopicPartition::partition).toArray(Integer[]::new))
                .param(newest.values().toArray(UUID[]::new))
                .param(Long.toString(place.transaction()))
                .param(place.index())
                .param(epoch)
                .update();
        if (moved != 1) {
            throw new IllegalStateException("Another process has begun to relay since epoch " + epoch);
        }
    }
}
