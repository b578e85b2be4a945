package dev.cairn.audit.log;

import dev.cairn.audit.log.ServedLog.Part;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Keeps the log growing: seeks a term, works through it, and begins again after a failure. While another instance has the
 * term, this one serves what that one signs.
 */
final class SequencerLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SequencerLoop.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration FAREWELL = Duration.ofSeconds(20);

    private final LogProperties settings;
    private final Terms terms;
    private final Publisher publisher;
    private final ServedLog served;
    private final InstantSource clock;
    private volatile @Nullable CountDownLatch stop;
    private @Nullable Thread thread;

    SequencerLoop(LogProperties settings, Terms terms, Publisher publisher, ServedLog served, InstantSource clock) {
        this.settings = settings;
        this.terms = terms;
        this.publisher = publisher;
        this.served = served;
        this.clock = clock;
    }

    @Override
    public void start() {
        var latch = new CountDownLatch(1);
        stop = latch;
        thread = new Thread(() -> run(latch), "log-sequencer");
        thread.start();
    }

    private void run(CountDownLatch stopped) {
        do {
            try {
                if (!workThroughTerm(stopped)) {
                    follow();
                }
            } catch (SQLException | DataAccessException | TransactionException e) {
                waits("PostgreSQL is away", e);
            } catch (KafkaException e) {
                waits("Kafka is away or refuses", e);
            } catch (Exception e) {
                failed(e);
            } catch (Error e) {
                failed(e);
                throw e;
            }
        } while (!ended(stopped, RETRY));
    }

    /** What lies at the bottom says why; the layers above it only say that something failed. */
    private void waits(String what, Exception e) {
        String reason =
                what + ": " + NestedExceptionUtils.getMostSpecificCause(e).getMessage();
        if (isNews(reason)) {
            log.warn("The log waits, {}; it is tried again every {} s", reason, RETRY.toSeconds());
        }
        served.stopped(reason);
    }

    private void failed(Throwable e) {
        String reason = String.valueOf(e.getMessage());
        if (isNews(reason)) {
            log.error("The log does not grow: {}; it is tried again every {} s", reason, RETRY.toSeconds(), e);
        }
        served.stopped(reason);
    }

    /** Only what changes is told: what lasts is in health, and need not fill the disk. */
    private boolean isNews(String reason) {
        return !reason.equals(served.condition().reason());
    }

    /** @return false when another instance has the term */
    private boolean workThroughTerm(CountDownLatch stopped) throws SQLException {
        Optional<Term> begun = terms.begin();
        if (begun.isEmpty()) {
            return false;
        }
        try (Term term = begun.get();
                Intake intake = terms.intake()) {
            Sequencer sequencer = terms.sequencer(term, intake);
            served.is(Part.SEQUENCER);
            work(term, sequencer, intake, stopped);
        }
        return true;
    }

    private void work(Term term, Sequencer sequencer, Intake intake, CountDownLatch stopped) throws SQLException {
        long looked = System.nanoTime();
        Instant asked = clock.instant();
        Map<TopicPartition, Long> ends = intake.ends();
        Duration pause = Duration.ZERO;
        while (!ended(stopped, pause)) {
            term.sign();
            // How long something takes, no clock tells that somebody may set
            long begun = System.nanoTime();
            boolean more = sequencer.round(settings.interval());
            if (!more && intake.hasReadTo(ends)) {
                served.completeAt(asked);
                asked = clock.instant();
                ends = intake.ends();
            }
            pause = more ? Duration.ZERO : settings.interval().minusNanos(System.nanoTime() - begun);
            if (begun - looked > LOOK.toNanos()) {
                intake.requireUnchanged();
                looked = begun;
            }
        }
    }

    /** Whether what it serves covers everything on the topics, only the sequencer knows. */
    private void follow() {
        publisher.follow();
        served.is(Part.READER);
        served.completenessUnknown();
    }

    /** Waits; @return whether it was told to stop meanwhile. */
    private static boolean ended(CountDownLatch stopped, Duration wait) {
        try {
            return stopped.await(Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void stop() {
        CountDownLatch latch = stop;
        Thread running = thread;
        if (latch == null || running == null) {
            return;
        }
        latch.countDown();
        try {
            running.join(FAREWELL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop = null;
    }

    @Override
    public boolean isRunning() {
        return stop != null;
    }
}
