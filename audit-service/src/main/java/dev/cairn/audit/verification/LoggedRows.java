package dev.cairn.audit.verification;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which event is which entry, and how far each topic was taken in, as the log's own rows remember it. */
@Component
class LoggedRows {

    private final JdbcClient jdbc;

    LoggedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param place topic, partition and offset where it was read first */
    record Logged(long index, UUID event, String topic, String place) {

        /** The service whose topic it is. */
        String service() {
            return Witnessed.service(topic);
        }

        @Override
        public String toString() {
            return "event " + event + " (entry " + index + ", " + service() + ")";
        }
    }

    /** The hashes of {@code count} entries from {@code first} on; null where a row is gone. */
    byte @Nullable [][] hashes(long first, int count) {
        byte[][] hashes = new byte[count][];
        jdbc.sql("select index, hash from log.entry where index >= ? and index < ?")
                .param(first)
                .param(first + count)
                .query(row -> {
                    hashes[(int) (row.getLong("index") - first)] = row.getBytes("hash");
                });
        return hashes;
    }

    Optional<Logged> at(long index) {
        return jdbc.sql("select * from log.entry where index = ?")
                .param(index)
                .query((row, number) -> new Logged(
                        row.getLong("index"),
                        row.getObject("event", UUID.class),
                        row.getString("topic"),
                        row.getString("topic") + "-" + row.getInt("partition") + "@" + row.getLong("offset")))
                .optional();
    }

    Optional<Long> indexOf(UUID event) {
        return jdbc.sql("select index from log.entry where event = ?")
                .param(event)
                .query(Long.class)
                .optional();
    }

    /** How many there are. */
    long count() {
        return jdbc.sql("select coalesce(max(index) + 1, 0) from log.entry")
                .query(Long.class)
                .single();
    }

    /**
     * Of each partition, the offset up to which it was taken in.
     *
     * @param ids of the topics that are there now: a position in one that was made anew says nothing
     */
    Map<TopicPartition, Long> takenIn(Map<String, String> ids) {
        Map<TopicPartition, Long> taken = new HashMap<>();
        jdbc.sql("select topic_id, topic, partition, next from log.position").query(row -> {
            if (row.getString("topic_id").equals(ids.get(row.getString("topic")))) {
                taken.put(new TopicPartition(row.getString("topic"), row.getInt("partition")), row.getLong("next"));
            }
        });
        return taken;
    }

    /** Services that have events in the log. */
    List<String> services() {
        return jdbc.sql("select distinct split_part(topic, '.', 2) from log.position")
                .query(String.class)
                .list();
    }
}
