package dev.cairn.standalone.killing;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills the same standalone again and again while callers work, and holds an inquest after each. What one crash spoils, the
 * next ones inherit.
 */
final class Series implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Series.class);
    private static final int CALLERS = 4;

    /** Most operations that are answered between two blows; how fast the machine is must not matter. */
    private static final int LONGEST_LIFE = 200;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Random random;
    private final Victim victim;
    private final Ledger ledger = new Ledger();
    private final ReadWriteLock turns = new ReentrantReadWriteLock(true);
    private final List<Caller> callers = new ArrayList<>();
    private final Checkpoints checkpoints;
    private final Inquest inquest;

    Series(long seed, Victim victim) {
        this.random = new Random(seed);
        this.victim = victim;
        victim.begin();
        victim.awaitReady();
        victim.stop();
        victim.begin();
        victim.awaitReady();
        String engineer = victim.token("mia");
        String auditor = victim.token("ada");
        var registry = new Http(victim.endpoints().registry(), () -> engineer);
        var audit = new Http(victim.endpoints().audit(), () -> auditor);
        checkpoints = new Checkpoints(audit);
        inquest = new Inquest(ledger, new FoundEvents(victim), registry, audit);
        for (int i = 0; i < CALLERS; i++) {
            callers.add(new Caller("model-" + i, random.nextLong(), registry, ledger, turns));
        }
        // Nobody works before the first run
        turns.writeLock().lock();
        callers.forEach(caller -> start(caller, caller.toString()));
        start(checkpoints, "checkpoints");
    }

    private static void start(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** What is killed, and how. */
    private enum Blow {
        JVM,
        JVM_TWICE,
        POSTGRES,
        POSTMASTER,
        POSTGRES_CHILD,
        EVERYTHING
    }

    void run(int number) throws IOException, SQLException {
        Blow blow = Blow.values()[number % Blow.values().length];
        int versions = ledger.versions().size();
        turns.writeLock().unlock();
        awaitAnswers(ledger.acknowledged().size() + random.nextInt(LONGEST_LIFE));
        sleep(random.nextInt(100));
        Map<String, Long> underWay = ledger.whatIsUnderWay();
        strike(blow);
        sleep(random.nextInt(300));
        turns.writeLock().lock();
        requireNobodyComplains();
        var events = inquest.requireEverythingOnce();
        int shown = checkpoints.requireOneHistory();
        inquest.requireContent(ledger.versions().stream().skip(versions).toList(), events);
        inquest.requireModels(events);
        inquest.requireVerified();
        log.info(
                "Run {}: {} killed during {}; {} operations answered so far, {} requests were not; {} checkpoints",
                number,
                blow,
                underWay,
                ledger.acknowledged().size(),
                ledger.unansweredSoFar(),
                shown);
    }

    private void awaitAnswers(int count) {
        Instant limit = Instant.now().plus(PATIENCE);
        while (ledger.acknowledged().size() < count && Instant.now().isBefore(limit)) {
            requireNobodyComplains();
            sleep(5);
        }
    }

    private void strike(Blow blow) {
        switch (blow) {
            case JVM -> victim.kill();
            case JVM_TWICE -> {
                victim.kill();
                victim.begin();
                sleep(random.nextInt(8_000));
                victim.kill();
            }
            case POSTGRES -> victim.killPostgres();
            case POSTMASTER -> victim.killPostmaster();
            case POSTGRES_CHILD -> victim.killOneOfPostgres(random.nextInt(100));
            case EVERYTHING -> {
                victim.killPostgres();
                victim.kill();
            }
        }
        if (!victim.alive()) {
            victim.begin();
            victim.awaitReady();
        }
    }

    /** Everything that was ever registered, at the end of all. */
    void requireAllContent() throws IOException, SQLException {
        inquest.requireContent(ledger.versions(), inquest.requireEverythingOnce());
    }

    private void requireNobodyComplains() {
        callers.stream().map(Caller::ended).filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
    }

    private static void sleep(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    @Override
    public void close() {
        callers.forEach(Caller::stop);
        checkpoints.stop();
        victim.close();
    }
}
