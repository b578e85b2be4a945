package dev.cairn.platform.duty;

import dev.cairn.platform.eventstore.CommitListener;
import dev.cairn.platform.inbox.IntakeListener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks for what is due whenever something was stored or taken in, and at intervals. Every process of a service does, beside
 * the others: whoever comes second finds it done.
 */
final class Duties implements SmartLifecycle, CommitListener, IntakeListener {

    private static final Logger log = LoggerFactory.getLogger(Duties.class);

    private final DutyProperties properties;
    private final List<DutyRound> rounds;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean stopping;
    private volatile @Nullable Thread thread;
    private volatile @Nullable String ended;

    Duties(DutyProperties properties, List<DutyRound> rounds) {
        this.properties = properties;
        this.rounds = rounds;
    }

    List<DutyRound> rounds() {
        return rounds;
    }

    /** Why nothing is looked after any more, in one sentence; empty while it is. */
    Optional<String> ended() {
        return Optional.ofNullable(ended);
    }

    @Override
    public void start() {
        stopping = false;
        ended = null;
        Thread looking = new Thread(this::run, "duties");
        thread = looking;
        looking.start();
    }

    private void run() {
        try {
            while (!stopping) {
                if (!look()) {
                    awaitNews();
                }
            }
        } catch (Error e) {
            String sentence = "The duties' thread ended, start this process again: " + e;
            log.error("{}", sentence);
            ended = sentence;
            throw e;
        }
    }

    /** Whether there may be more. */
    private boolean look() {
        boolean more = false;
        for (DutyRound round : rounds) {
            more |= round.run();
        }
        return more;
    }

    private void awaitNews() {
        try {
            news.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS);
            news.drainPermits();
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    @Override
    public void committed() {
        news.release();
    }

    @Override
    public void tookIn() {
        news.release();
    }

    @Override
    public void stop() {
        stopping = true;
        news.release();
        Thread looking = thread;
        if (looking != null) {
            try {
                looking.join(TimeUnit.SECONDS.toMillis(10));
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
