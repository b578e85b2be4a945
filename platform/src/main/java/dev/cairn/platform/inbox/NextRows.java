package dev.cairn.platform.inbox;

import dev.cairn.platform.inbox.Arrived.Stream;
import dev.cairn.platform.inbox.Arrived.TopicKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the inbox remembers in a schema that is being filled, beside what it remembers in the one in use. */
final class NextRows {

    /** More are not looked at: those that count stay behind, the others catch up. */
    private static final int MOST = 100_000;

    private final JdbcClient jdbc;
    private final Sequences sequences;
    private final String inUse;
    private final String next;

    /**
     * @param inUse the schema of the views in use
     * @param next the schema that is being filled
     */
    NextRows(JdbcClient jdbc, String inUse, String next) {
        this.jdbc = jdbc;
        this.sequences = new Sequences(jdbc);
        this.inUse = inUse;
        this.next = next;
    }

    /** A key that is parked and was not, and why. */
    record NewlyParked(String topic, String key, String reason) {
        @Override
        public String toString() {
            return "key " + key + " of " + topic + " is parked: " + reason;
        }
    }

    /** The streams of which the views in use have taken in more, each with the last sequence there. */
    Map<Stream, Long> behind() {
        Map<Stream, Long> behind = new HashMap<>();
        jdbc.sql("select u.topic, u.stream, u.last from %s.inbox_sequence u left join %s.inbox_sequence n"
                                .formatted(inUse, next)
                        + " using (topic, stream) where n.last is null or n.last < u.last limit " + MOST)
                .query(row -> {
                    behind.put(new Stream(row.getString("topic"), row.getString("stream")), row.getLong("last"));
                });
        return behind;
    }

    /** The last sequence taken in of each; within a transaction on the schema that is being filled. */
    Map<Stream, Long> sequences(Collection<Stream> streams) {
        return sequences.load(streams);
    }

    List<TopicKey> parked() {
        return jdbc.sql("select topic, key from %s.inbox_parked_key".formatted(next))
                .query((row, number) -> new TopicKey(row.getString("topic"), row.getString("key")))
                .list();
    }

    Optional<NewlyParked> newlyParked() {
        return jdbc.sql("select topic, key, reason from %s.inbox_parked_key n where not exists".formatted(next)
                        + " (select from %s.inbox_parked_key u where u.topic = n.topic and u.key = n.key) limit 1"
                                .formatted(inUse))
                .query((row, number) ->
                        new NewlyParked(row.getString("topic"), row.getString("key"), row.getString("reason")))
                .optional();
    }

    /** A key that stays parked is not recorded again. */
    void keepRecorded() {
        jdbc.sql("""
                        update %s.inbox_parked_key n set recorded = u.recorded, parked_at = u.parked_at
                        from %s.inbox_parked_key u
                        where u.topic = n.topic and u.key = n.key and u.event = n.event
                        """.formatted(next, inUse)).update();
    }
}
