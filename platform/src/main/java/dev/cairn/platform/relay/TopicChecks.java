package dev.cairn.platform.relay;

import dev.cairn.platform.eventstore.EventStore;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of a topic before anything is sent to it: kept for ever, as it was, and out of this service's reach. */
final class TopicChecks {

    /** An event and the most that its headers and the record around it take, in bytes. */
    static final long NEEDED_MESSAGE_BYTES = EventStore.MAX_EVENT_BYTES + 128 * 1024L;

    private static final Logger log = LoggerFactory.getLogger(TopicChecks.class);
    private static final Set<AclOperation> TOO_MUCH =
            EnumSet.of(AclOperation.DELETE, AclOperation.ALTER, AclOperation.ALTER_CONFIGS);

    private final KafkaClients kafka;
    private final OwnTopics topics;
    private final boolean allowUnguarded;

    TopicChecks(KafkaClients kafka, OwnTopics topics, boolean allowUnguarded) {
        this.kafka = kafka;
        this.topics = topics;
        this.allowUnguarded = allowUnguarded;
    }

    /** @param guarded whether the broker keeps this service from deleting or altering its topics */
    record Checked(Partitions partitions, boolean guarded) {}

    /** @param id Kafka's: a topic made anew under the same name has another */
    private record Known(String id, int partitions) {}

    /**
     * Checks every topic and changes nothing: for a service that starts, while another process of it may relay.
     *
     * @throws TopicRefused when one will not do
     * @throws org.apache.kafka.common.KafkaException when Kafka is away
     */
    Checked check(JdbcClient jdbc) {
        return checkEach(topic -> requireUnchanged(topic, jdbc));
    }

    /**
     * Checks every topic, and remembers those that are seen for the first time or were made anew: what those lack is to be
     * sent. For whoever has the session's lock, since a relay that still sent would move the position past all of that.
     */
    Checked checkAndRemember(RelaySession session) {
        return checkEach(topic -> session.transact(() -> {
            requireUnchanged(topic, session.jdbc());
            remember(topic.name(), seen(topic), session.jdbc());
        }));
    }

    private Checked checkEach(Consumer<TopicDescription> comparedWithBefore) {
        try (Admin admin = kafka.admin()) {
            Map<String, TopicDescription> described = describe(admin);
            Map<String, Config> settings = settings(admin);
            settings.forEach(TopicChecks::requireKeptForEver);
            settings.forEach(TopicChecks::requireRoom);
            boolean guarded = described.values().stream().allMatch(this::guarded);
            described.values().forEach(comparedWithBefore);
            return new Checked(
                    new Partitions(described.values().stream()
                            .collect(Collectors.toMap(
                                    TopicDescription::name,
                                    topic -> topic.partitions().size()))),
                    guarded);
        }
    }

    private Map<String, TopicDescription> describe(Admin admin) {
        var futures = admin.describeTopics(
                        topics.names(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        return topics.names().stream().collect(Collectors.toMap(name -> name, name -> {
            try {
                return answer(futures.get(name));
            } catch (UnknownTopicOrPartitionException e) {
                throw new TopicRefused("The topic " + name + " does not exist, or this service may not see it: make it"
                        + " with retention.ms=-1, retention.bytes=-1 and max.message.bytes=5242880, and give this"
                        + " service Describe, DescribeConfigs, Read and Write on it");
            }
        }));
    }

    private Map<String, Config> settings(Admin admin) {
        List<ConfigResource> resources = topics.names().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        return answer(admin.describeConfigs(resources).all()).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    }

    private static void requireKeptForEver(String topic, Config settings) {
        if (value(settings, TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new TopicRefused("The topic " + topic + " is compacted, so events would vanish from it: set its"
                    + " cleanup.policy to delete, with retention.ms=-1 and retention.bytes=-1");
        }
        for (String retention : List.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG)) {
            if (!value(settings, retention).equals("-1")) {
                throw new TopicRefused(
                        "The topic " + topic + " forgets (" + retention + "=" + value(settings, retention)
                                + "), and the log must be kept for ever: set its " + retention + " to -1");
            }
        }
    }

    private static void requireRoom(String topic, Config settings) {
        long allowed = Long.parseLong(value(settings, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
        if (allowed < NEEDED_MESSAGE_BYTES) {
            throw new TopicRefused("The topic " + topic + " takes messages of " + allowed + " bytes, and an event with"
                    + " its headers may have " + NEEDED_MESSAGE_BYTES + ": set its max.message.bytes to 5242880");
        }
    }

    private boolean guarded(TopicDescription topic) {
        Set<AclOperation> operations = topic.authorizedOperations();
        if (operations == null) {
            throw new TopicRefused("The broker does not say what this service may do with the topic " + topic.name()
                    + ": use Kafka 4.0 or newer");
        }
        var rights = EnumSet.copyOf(TOO_MUCH);
        rights.retainAll(operations);
        if (rights.isEmpty()) {
            return true;
        }
        if (allowUnguarded) {
            return false;
        }
        throw new TopicRefused("This service may " + rights + " its topic " + topic.name() + ", and nobody who writes"
                + " the log should be able to: take these rights from its principal, or, on a broker without an"
                + " authorizer, set cairn.relay.allow-unguarded-topics=true");
    }

    private static void requireUnchanged(TopicDescription topic, JdbcClient jdbc) {
        Known seen = seen(topic);
        find(topic.name(), jdbc)
                .filter(before -> before.id().equals(seen.id()) && before.partitions() != seen.partitions())
                .ifPresent(before -> {
                    throw new TopicRefused("The topic " + topic.name() + " had " + before.partitions()
                            + " partitions when this service first saw it and has " + seen.partitions()
                            + ", so keys would change partition and lose their order: make the topic anew and start the"
                            + " service, which then sends everything again");
                });
    }

    private static Known seen(TopicDescription topic) {
        return new Known(topic.topicId().toString(), topic.partitions().size());
    }

    /** Empty for a topic that was never seen. */
    private static Optional<Known> find(String topic, JdbcClient jdbc) {
        return jdbc.sql("select topic_id, partitions from platform.relay_topic where topic = ?")
                .param(topic)
                .query((row, number) -> new Known(row.getString("topic_id"), row.getInt("partitions")))
                .optional();
    }

    private static void remember(String topic, Known seen, JdbcClient jdbc) {
        Optional<Known> known = find(topic, jdbc);
        if (known.filter(seen::equals).isPresent()) {
            return;
        }
        if (known.isPresent()) {
            log.warn("The topic {} was made anew; what it lacks will be sent again", topic);
            forgetSent(topic, jdbc);
        }
        put(topic, seen, jdbc);
    }

    /** Nothing of it counts as sent any more, so the position goes back to where all of it is still to be sent. */
    private static void forgetSent(String topic, JdbcClient jdbc) {
        jdbc.sql("""
                        with gone as (delete from platform.relay_partition where topic = ?)
                        update platform.relay_position set transaction_id = '0', global_index = 0
                        """).param(topic).update();
    }

    private static void put(String topic, Known seen, JdbcClient jdbc) {
        jdbc.sql("""
                        with topics as (
                            insert into platform.relay_topic (topic, topic_id, partitions)
                            values (:topic, :id, :partitions)
                            on conflict (topic) do update
                            set topic_id = excluded.topic_id, partitions = excluded.partitions
                            returning topic, partitions)
                        insert into platform.relay_partition (topic, partition)
                        select topic, generate_series(0, partitions - 1) from topics
                        """)
                .param("topic", topic)
                .param("id", seen.id())
                .param("partitions", seen.partitions())
                .update();
    }

    private static String value(Config settings, String name) {
        return settings.get(name).value();
    }

    private <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(kafka.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("Kafka's answer cannot be read", e);
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("Kafka does not answer", e);
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    /** A topic on which events would not be safe; the message says why and what to do. */
    static final class TopicRefused extends RuntimeException {
        TopicRefused(String message) {
            super(message);
        }
    }
}
