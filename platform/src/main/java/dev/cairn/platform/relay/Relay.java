package dev.cairn.platform.relay;

import dev.cairn.events.operations.OperationsEvent.EventStoreRestored;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.eventstore.CommitListener;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.eventstore.StoredEvent;
import dev.cairn.platform.eventstore.StoredEvents;
import dev.cairn.platform.instance.Sessions;
import dev.cairn.platform.relay.RelayState.Phase;
import dev.cairn.platform.relay.TopicChecks.TopicRefused;
import dev.cairn.platform.tls.TlsFault;
import dev.cairn.platform.tracing.EventSpans;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Sends every stored event to its topic, in the order of commits, once. One process of a service relays, the others stand
 * by; docs/platform/relay.md says what is guaranteed by what.
 */
final class Relay implements SmartLifecycle, CommitListener {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);
    private static final long PATIENCE_AT_START_SECONDS = 15;

    private final RelayProperties properties;
    private final OwnTopics topics;
    private final Sessions sessions;
    private final KafkaClients kafka;
    private final TopicChecks checks;
    private final EventStore eventStore;
    private final RelayState state;
    private final EventSpans spans;
    private final BlockingQueue<Boolean> wake = new ArrayBlockingQueue<>(1);
    private final AtomicLong sentEvents = new AtomicLong();
    private volatile boolean stopping;
    private volatile @Nullable Thread thread;

    Relay(
            RelayProperties properties,
            OwnTopics topics,
            Sessions sessions,
            KafkaClients kafka,
            EventStore eventStore,
            RelayState state,
            EventSpans spans) {
        this.properties = properties;
        this.topics = topics;
        this.sessions = sessions;
        this.kafka = kafka;
        this.checks = new TopicChecks(kafka, topics, properties.allowUnguardedTopics());
        this.eventStore = eventStore;
        this.state = state;
        this.spans = spans;
    }

    @Override
    public void committed() {
        wake.offer(true);
    }

    /** Fails when a topic will not do. Kafka away is no failure: writes wait, or go on, as {@link ComparedStore} says. */
    @Override
    public void start() {
        checkTopics();
        stopping = false;
        Thread relaying = new Thread(this::run, "relay-" + topics.writer());
        thread = relaying;
        relaying.start();
        try {
            state.awaitDecided(PATIENCE_AT_START_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void checkTopics() {
        try (RelaySession session = RelaySession.open(sessions)) {
            if (!checks.check(session.jdbc()).guarded()) {
                log.warn(
                        "This service could delete its topics {}, and only the proof in the audit log would show it:"
                                + " cairn.relay.allow-unguarded-topics is set",
                        topics.names());
            }
        } catch (RetriableException e) {
            log.warn("Kafka is away ({}); the topics will be checked when it is back", e.getMessage());
        } catch (SQLException e) {
            throw new IllegalStateException("The relay gets no connection to PostgreSQL: " + e.getMessage(), e);
        }
    }

    private void run() {
        while (!stopping) {
            try {
                lead();
            } catch (Diverged | TopicRefused e) {
                state.become(Phase.STOPPED, e.getMessage());
                pause();
            } catch (KafkaException e) {
                state.become(Phase.RETRYING, "Kafka is away or refuses, the relay tries again: " + TlsFault.orRoot(e));
                pause();
            } catch (SQLException | DataAccessException e) {
                state.become(
                        Phase.RETRYING, "PostgreSQL is away or refuses, the relay tries again: " + TlsFault.orRoot(e));
                pause();
            } catch (RuntimeException e) {
                log.error("The relay failed and begins anew", e);
                state.become(Phase.RETRYING, "The relay failed and begins anew: " + e.getMessage());
                pause();
            } catch (Error e) {
                state.become(Phase.STOPPED, "The relay's thread ended, start this process again: " + e);
                throw e;
            }
        }
    }

    private void lead() throws SQLException {
        try (RelaySession session = RelaySession.open(sessions)) {
            while (!session.tryLock()) {
                state.become(
                        Phase.STANDING_BY, "another process of this service relays, or a recovery is in its place");
                if (!pause()) {
                    return;
                }
            }
            TopicChecks.Checked checked = checks.checkAndRemember(session);
            try (var publisher = new Publisher(kafka, topics.writer(), spans)) {
                var store = new StoredEvents(
                        session.jdbc(),
                        properties.batchEvents(),
                        properties.batchSize().toBytes());
                var positions = new Positions(session.jdbc());
                Takeover.Begun begun = compare(session, store, positions, checked.partitions());
                recordTakenBack(begun.takenBack());
                state.become(Phase.RELAYING, description(checked, begun));
                relay(session, new Sender(store, positions, publisher, begun.sent(), begun.epoch()));
            }
        }
    }

    private Takeover.Begun compare(
            RelaySession session, StoredEvents store, Positions positions, Partitions partitions) {
        var takeBack = new TakeBack(session.lastComparison(), new LostEvents(kafka, session.jdbc()), store, eventStore);
        var takeover = new Takeover(session, store, positions, new TopicTails(kafka, store), takeBack);
        try {
            return takeover.begin(partitions);
        } catch (Diverged e) {
            session.lastComparison().contradicted();
            throw e;
        }
    }

    /** As a restore, which it is, though nobody asked for it. */
    private void recordTakenBack(long events) {
        if (events > 0) {
            String service = topics.writer();
            eventStore.append(new EventStoreRestored(UUID.randomUUID(), service, events), Cause.ofService(service));
        }
    }

    private static String description(TopicChecks.Checked checked, Takeover.Begun begun) {
        String description = "the relay sends what is stored";
        if (!checked.guarded()) {
            description += "; this service could delete its topics (cairn.relay.allow-unguarded-topics)";
        }
        if (begun.takenBack() > 0) {
            description +=
                    "; " + begun.takenBack() + " events that the event store had lost were taken back from the topics";
        }
        if (!begun.beheaded().isEmpty()) {
            description += "; events were taken away from the beginning of " + begun.beheaded()
                    + ": make the topic anew and run republish";
        }
        return description;
    }

    private void relay(RelaySession session, Sender sender) throws SQLException {
        Duration pause = SHORTEST_PAUSE;
        while (!stopping && !session.isOver()) {
            long began = System.nanoTime();
            Optional<List<StoredEvent>> sent = sender.next();
            if (sent.isPresent()) {
                sentEvents.addAndGet(sent.get().size());
                pause = SHORTEST_PAUSE;
                if (!sender.hasMore()) {
                    gather(began);
                }
            } else {
                pause = awaitCommit(pause) ? SHORTEST_PAUSE : min(pause.multipliedBy(2), properties.poll());
            }
        }
    }

    /** Each batch costs the broker the same, whatever is in it; so one that is not full waits for company. */
    private void gather(long began) {
        long rest = began + properties.gather().toNanos() - System.nanoTime();
        try {
            TimeUnit.NANOSECONDS.sleep(rest);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    /** A commit may not be readable yet when it wakes the relay, while an older transaction runs; hence short at first. */
    private boolean awaitCommit(Duration atMost) {
        try {
            return wake.poll(atMost.toNanos(), TimeUnit.NANOSECONDS) != null;
        } catch (InterruptedException e) {
            stopping = true;
            return false;
        }
    }

    /** @return false when the relay is to stop */
    private boolean pause() {
        long until = System.nanoTime() + properties.retry().toNanos();
        while (!stopping && System.nanoTime() < until) {
            awaitCommit(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
        }
        return !stopping;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** How many events this process has sent since it started. */
    long sentEvents() {
        return sentEvents.get();
    }

    @Override
    public void stop() {
        stopping = true;
        wake.offer(true);
        Thread relaying = thread;
        if (relaying != null) {
            try {
                relaying.join(properties.kafkaTimeout().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Before the web server accepts anything, and after it has stopped accepting. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }
}
