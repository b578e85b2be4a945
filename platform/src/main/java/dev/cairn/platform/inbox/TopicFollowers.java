package dev.cairn.platform.inbox;

import dev.cairn.platform.inbox.Positions.Place;
import dev.cairn.platform.migration.Migrations;
import dev.cairn.platform.view.Filling;
import dev.cairn.platform.view.ViewTransactions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens followers of all topics that the service's views are fed from. */
public final class TopicFollowers {

    private final TopicClients kafka;
    private final JdbcTemplate jdbc;
    private final List<TopicView> views;
    private final Positions positions;
    private final GivenUp givenUp;

    TopicFollowers(TopicClients kafka, JdbcTemplate jdbc, List<TopicView> views) {
        this.kafka = kafka;
        this.jdbc = jdbc;
        this.views = List.copyOf(views);
        this.positions = new Positions(JdbcClient.create(jdbc));
        this.givenUp = new GivenUp(JdbcClient.create(jdbc));
    }

    /**
     * A follower that goes on where the views' schema says.
     *
     * @param transactions decide which schema that is
     * @throws org.apache.kafka.common.KafkaException when Kafka is away, or a topic does not exist
     */
    public TopicFollower open(ViewTransactions transactions) {
        return new TopicFollower(kafka, topics(), transactions, positions, intake(transactions), givenUp);
    }

    /**
     * Fills the views of a schema beside the one in use.
     *
     * @param next transactions on {@code schema}
     */
    public Filling filling(ViewTransactions next, String schema) {
        var rows = new NextRows(JdbcClient.create(jdbc), Migrations.VIEWS, schema);
        return new TopicFilling(this, next, intake(next), rows);
    }

    Intake intake(ViewTransactions transactions) {
        return new Intake(transactions, jdbc, views);
    }

    GivenUp givenUp() {
        return givenUp;
    }

    /** How far the views of that schema have come: offsets of the next records. */
    public Map<TopicPartition, Long> positions(ViewTransactions transactions) {
        Map<TopicPartition, Place> places = transactions.call(positions::load);
        return places.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, place -> place.getValue().next()));
    }

    private Set<String> topics() {
        return views.stream().flatMap(view -> view.topics().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
