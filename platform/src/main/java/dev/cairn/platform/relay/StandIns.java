package dev.cairn.platform.relay;

import dev.cairn.platform.eventstore.StoredEvents;
import dev.cairn.platform.instance.Sessions;
import dev.cairn.platform.tracing.EventSpans;
import java.sql.SQLException;

/** Has the relay let go, in whichever process it runs, and puts a {@link StandIn} in its place. */
public final class StandIns {

    private final RelayProperties properties;
    private final OwnTopics topics;
    private final Sessions sessions;
    private final KafkaClients kafka;

    StandIns(RelayProperties properties, OwnTopics topics, Sessions sessions, KafkaClients kafka) {
        this.properties = properties;
        this.topics = topics;
        this.sessions = sessions;
        this.kafka = kafka;
    }

    /**
     * @throws SQLException when PostgreSQL is away
     * @throws RuntimeException when Kafka is away, a topic will not do, or the relay does not let go
     */
    public StandIn begin() throws SQLException {
        RelaySession session = RelaySession.open(sessions);
        try {
            session.awaitLock();
            var checks = new TopicChecks(kafka, topics, properties.allowUnguardedTopics());
            Partitions partitions = checks.checkAndRemember(session).partitions();
            var store = new StoredEvents(
                    session.jdbc(),
                    properties.batchEvents(),
                    properties.batchSize().toBytes());
            return new StandIn(
                    session, partitions, kafka, new Publisher(kafka, topics.writer(), EventSpans.none()), store);
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }
}
