package dev.cairn.platform.recovery;

import dev.cairn.platform.inbox.TopicFollowers;
import dev.cairn.platform.relay.Progress;
import dev.cairn.platform.view.Filling;
import dev.cairn.platform.view.Filling.NotYet;
import dev.cairn.platform.view.OwnViews;
import dev.cairn.platform.view.ViewTransactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Makes all views of a service anew beside those in use, while everybody goes on reading and writing, and exchanges them:
 * docs/platform/rebuild.md.
 */
final class ViewRebuild {

    private static final Logger log = LoggerFactory.getLogger(ViewRebuild.class);
    private static final int ATTEMPTS = 10;
    private static final long PAUSE_MILLIS = 1_000;

    private final ViewTransactions next;
    private final JdbcClient jdbc;
    private final OwnViews views;
    private final Optional<TopicFollowers> topics;

    /** @param topics absent where a service has no views of topics */
    ViewRebuild(
            PlatformTransactionManager transactions, JdbcClient jdbc, OwnViews views, Optional<TopicFollowers> topics) {
        this.next = ViewTransactions.beside(OwnerSession.NEXT, transactions, jdbc);
        this.jdbc = jdbc;
        this.views = views;
        this.topics = topics;
    }

    /**
     * @return how many events the views were made from
     * @throws RuntimeException when they cannot be; the views in use stay as they were
     */
    long rebuild(OwnerSession owner, Progress progress) throws InterruptedException {
        owner.createNextViews();
        owner.analyzeEvents();
        List<Filling> fillings = new ArrayList<>();
        fillings.add(new StoreFilling(views, next, jdbc));
        topics.ifPresent(followers -> fillings.add(followers.filling(next, OwnerSession.NEXT)));
        try {
            progress.expect(fillings.stream().mapToLong(Filling::expected).sum());
            progress.say("Filling views beside those in use");
            long shown = fill(owner, fillings, progress);
            owner.dropFormerViews();
            return shown;
        } finally {
            fillings.forEach(Filling::close);
        }
    }

    private long fill(OwnerSession owner, List<Filling> fillings, Progress progress) throws InterruptedException {
        var count = new AtomicLong();
        Filling.Shown shown = more -> {
            count.addAndGet(more);
            progress.advance(more);
        };
        for (int attempt = 1; ; attempt++) {
            for (Filling filling : fillings) {
                filling.catchUp(shown);
            }
            owner.analyzeNextViews();
            try {
                return count.get() + exchange(owner, fillings, progress);
            } catch (NotYet e) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException(
                            "The views were filled and could not be exchanged, in " + ATTEMPTS + " attempts: "
                                    + e.getMessage() + ". They stay as they were",
                            e);
                }
                log.info("The views cannot be exchanged yet: {}", e.getMessage());
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** The connection for the last events is there before the lock, or writers who wait could have taken all of them. */
    private long exchange(OwnerSession owner, List<Filling> fillings, Progress progress) {
        var last = new AtomicLong();
        owner.transact(() -> {
            next.run(() -> {
                owner.holdOffWriters();
                var patience = new Patience(System::nanoTime);
                fillings.forEach(filling -> finish(filling, patience));
                last.set(patience.shown());
            });
            owner.exchange();
        });
        progress.advance(last.get());
        return last.get();
    }

    private static void finish(Filling filling, Filling.Shown shown) {
        try {
            filling.finish(shown);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotYet("the service was stopped meanwhile");
        }
    }
}
