package dev.cairn.platform.inbox;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where to look for the next events; kept with the effects of those before. */
final class Positions {

    private final JdbcClient jdbc;

    Positions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param topicId Kafka's id of the topic
     * @param next offset of the next record
     * @param leaderEpoch of the last record taken in; absent at the beginning
     */
    record Place(String topicId, long next, @Nullable Integer leaderEpoch) {}

    record Step(TopicPartition partition, Place from, Place to) {}

    Map<TopicPartition, Place> load() {
        return jdbc
                .sql("select topic, partition, topic_id, next_offset, leader_epoch from inbox_position")
                .query((row, number) -> Map.entry(
                        new TopicPartition(row.getString("topic"), row.getInt("partition")),
                        new Place(
                                row.getString("topic_id"),
                                row.getLong("next_offset"),
                                row.getObject("leader_epoch", Integer.class))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Sets a position, whatever it was. */
    void put(TopicPartition partition, Place place) {
        jdbc.sql("""
                        insert into inbox_position (topic, partition, topic_id, next_offset, leader_epoch)
                        values (?, ?, ?, ?, ?)
                        on conflict (topic, partition) do update
                        set topic_id = excluded.topic_id, next_offset = excluded.next_offset,
                            leader_epoch = excluded.leader_epoch
                        """)
                .param(partition.topic())
                .param(partition.partition())
                .param(place.topicId())
                .param(place.next())
                .param(place.leaderEpoch())
                .update();
    }

    /** @throws PositionMoved when a position is not where the step starts; nothing may be taken in then */
    void advance(List<Step> steps) {
        int moved = jdbc.sql("""
                        update inbox_position p set next_offset = s.next, leader_epoch = s.epoch
                        from unnest(?::text[], ?::int[], ?::text[], ?::bigint[], ?::bigint[], ?::int[])
                             as s (topic, partition, topic_id, expected, next, epoch)
                        where p.topic = s.topic and p.partition = s.partition
                          and p.topic_id = s.topic_id and p.next_offset = s.expected
                        """)
                .param(steps.stream().map(step -> step.partition().topic()).toArray(String[]::new))
                .param(steps.stream().map(step -> step.partition().partition()).toArray(Integer[]::new))
                .param(steps.stream().map(step -> step.from().topicId()).toArray(String[]::new))
                .param(steps.stream().map(step -> step.from().next()).toArray(Long[]::new))
                .param(steps.stream().map(step -> step.to().next()).toArray(Long[]::new))
                .param(steps.stream().map(step -> step.to().leaderEpoch()).toArray(Integer[]::new))
                .update();
        if (moved != steps.size()) {
            throw new PositionMoved();
        }
    }

    /** Somebody else moved a position meanwhile: a rebuild swapped the views, or another process reads too. */
    static final class PositionMoved extends RuntimeException {
        PositionMoved() {
            super(
                    "The views were exchanged or fed by another process meanwhile; the inbox goes on from their position");
        }
    }
}
