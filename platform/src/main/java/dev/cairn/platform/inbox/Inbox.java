package dev.cairn.platform.inbox;

import dev.cairn.platform.inbox.InboxState.Phase;
import dev.cairn.platform.inbox.Positions.PositionMoved;
import dev.cairn.platform.inbox.TopicFollower.TopicMadeAnew;
import dev.cairn.platform.instance.SessionLock;
import dev.cairn.platform.instance.Sessions;
import dev.cairn.platform.tls.TlsFault;
import dev.cairn.platform.tracing.EventSpans;
import dev.cairn.platform.view.ViewTransactions;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Feeds the views from the topics, event by event in each key's order, each once. docs/platform/inbox.md says what is
 * guaranteed by what.
 */
final class Inbox implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    /**
     * Key of the advisory lock that makes one process of a service read at a time; the bytes of "inbox". It only keeps
     * others from doing the same work: what is right is decided by positions and sequences, with or without it.
     */
    private static final long LOCK = 0x696e626f78L;

    private final InboxProperties properties;
    private final Sessions sessions;
    private final ViewTransactions transactions;
    private final TopicFollowers followers;
    private final ParkedKeys parkedKeys;
    private final InboxState state;
    private final EventSpans spans;
    private final Supplier<List<IntakeListener>> listeners;
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable TopicFollower follower;
    private volatile @Nullable Thread thread;

    Inbox(
            InboxProperties properties,
            Sessions sessions,
            ViewTransactions transactions,
            TopicFollowers followers,
            ParkedKeys parkedKeys,
            InboxState state,
            EventSpans spans,
            Supplier<List<IntakeListener>> listeners) {
        this.properties = properties;
        this.sessions = sessions;
        this.transactions = transactions;
        this.followers = followers;
        this.parkedKeys = parkedKeys;
        this.state = state;
        this.spans = spans;
        this.listeners = listeners;
    }

    @Override
    public void start() {
        stopping = new CountDownLatch(1);
        Thread reading = new Thread(this::run, "inbox");
        thread = reading;
        reading.start();
    }

    private void run() {
        while (!stopped()) {
            try {
                read();
            } catch (PositionMoved | TopicMadeAnew e) {
                state.become(Phase.RETRYING, String.valueOf(e.getMessage()));
            } catch (WakeupException e) {
                log.debug("The inbox was woken up to stop");
            } catch (KafkaException e) {
                retry("Kafka is away or refuses, the inbox tries again: ", e);
            } catch (SQLException | DataAccessException | TransactionException e) {
                retry("PostgreSQL is away or refuses, the inbox tries again: ", e);
            } catch (RuntimeException e) {
                log.error("The inbox failed and begins anew", e);
                retry("The inbox failed and begins anew: ", e);
            } catch (Error e) {
                state.become(Phase.STOPPED, "The inbox's thread ended, start this process again: " + e);
                throw e;
            }
        }
    }

    private void read() throws SQLException {
        try (SessionLock lock = sessions.open("inbox", LOCK)) {
            while (!lock.tryLock()) {
                state.become(Phase.STANDING_BY, "another process of this service reads the topics");
                parkedKeys.retryNowKnown();
                pause();
                if (stopped()) {
                    return;
                }
            }
            try (TopicFollower opened = followers.open(transactions)) {
                follower = opened;
                follow(opened, lock);
            } finally {
                follower = null;
            }
        }
    }

    private void follow(TopicFollower follower, SessionLock lock) throws SQLException {
        parkedKeys.retryNowKnown();
        long checked = System.nanoTime();
        while (!stopped()) {
            lock.sign();
            if (follower.takeIn(properties.poll(), spans) > 0) {
                listeners.get().forEach(IntakeListener::tookIn);
            }
            state.reading(follower.lag());
            parkedKeys.record();
            if (System.nanoTime() - checked > properties.topicCheck().toNanos()) {
                follower.requireSameTopics();
                parkedKeys.retryNowKnown();
                checked = System.nanoTime();
            }
        }
    }

    private void retry(String what, Exception cause) {
        state.become(Phase.RETRYING, what + TlsFault.of(cause).orElse(cause.getMessage()));
        pause();
    }

    private void pause() {
        try {
            stopping.await(properties.retry().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopping.countDown();
        }
    }

    private boolean stopped() {
        return stopping.getCount() == 0;
    }

    @Override
    public void stop() {
        stopping.countDown();
        TopicFollower reading = follower;
        if (reading != null) {
            reading.wakeUp();
        }
        Thread running = thread;
        if (running != null) {
            try {
                running.join(properties.kafkaTimeout().toMillis());
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
}
