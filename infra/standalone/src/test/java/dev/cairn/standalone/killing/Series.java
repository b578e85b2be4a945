package dev.cairn.standalone.killing;

import static org.awaitility.Awaitility.await;

import dev.cairn.standalone.histories.Call;
import dev.cairn.standalone.histories.Log;
import dev.cairn.standalone.histories.People;
import dev.cairn.standalone.histories.Scene;
import dev.cairn.standalone.killing.inquest.Checkpoints;
import dev.cairn.standalone.killing.inquest.FoundEvents;
import dev.cairn.standalone.killing.inquest.Inquest;
import dev.cairn.standalone.killing.inquest.TrailInquest;
import dev.cairn.standalone.killing.load.Caller;
import dev.cairn.standalone.killing.load.Doors;
import dev.cairn.standalone.killing.load.Ledger;
import dev.cairn.standalone.killing.load.Walker;
import dev.cairn.standalone.killing.victim.Victim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a Cairn killed again and again while callers and walkers work, and holds an inquest after each blow. What one crash spoils,
 * the next ones inherit.
 */
public final class Series implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Series.class);
    /** Fewest and most operations that are answered between two blows; how fast the machine is must not matter. */
    private static final int SHORTEST_LIFE = 60;

    private static final int LONGEST_LIFE = 180;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Random random;
    private final Victim victim;
    private final Ledger ledger = new Ledger();
    private final ReadWriteLock turns = new ReentrantReadWriteLock(true);
    private final List<Caller> callers = new ArrayList<>();
    private final List<Walker> walkers = new ArrayList<>();
    private final Checkpoints checkpoints;
    private final Log trail;
    private final Inquest inquest;
    private final TrailInquest trailInquest;

    /** @param victim runs, and nobody has used it yet */
    public Series(long seed, Victim victim, Crowd crowd) {
        this.random = new Random(seed);
        this.victim = victim;
        Doors auditor = victim.doors("ada");
        Doors engineer = victim.doors("mia");
        var found = new FoundEvents(victim);
        trail = new Log(victim.kafkaClient());
        checkpoints =
                new Checkpoints(auditor.audit(), victim.reach().instances().size() == 1);
        inquest = new Inquest(ledger, found, auditor);
        trailInquest = new TrailInquest(ledger, auditor, trail);
        var people = People.ofOneRoleEach(victim::token);
        new Scene(people, call -> succeeds(engineer, call)).set();
        for (int i = 0; i < crowd.callers(); i++) {
            callers.add(new Caller(
                    "model-" + i,
                    random.nextLong(),
                    crowd.rest(),
                    victim.doors("mia").registry(),
                    ledger,
                    turns));
        }
        for (int i = 0; i < crowd.walkers(); i++) {
            walkers.add(new Walker(
                    "trail-" + i, random.nextLong(), crowd.rest(), people, victim.doors("mia"), ledger, turns));
        }
        // Nobody works before the first run
        turns.writeLock().lock();
        callers.forEach(caller -> start(caller, caller.toString()));
        walkers.forEach(walker -> start(walker, walker.toString()));
        start(checkpoints, "checkpoints");
    }

    /**
     * Who works while something is killed.
     *
     * @param callers each with a model of its own
     * @param walkers each with some models on their way to production and back
     * @param rest between two operations of one of them, so that a crowd leaves a machine room to answer
     */
    public record Crowd(int callers, int walkers, Duration rest) {

        static final Crowd FEW = new Crowd(2, 3, Duration.ZERO);
    }

    private static boolean succeeds(Doors doors, Call call) {
        try {
            return doors.of(call.service())
                            .send(call, UUID.randomUUID().toString())
                            .status()
                    < 300;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Something that is done to the victim; answers what it was, in a few words. */
    @FunctionalInterface
    public interface Blow {
        String strike() throws Exception;
    }

    /** @param number of the blow, from 0 */
    public void run(int number) throws Exception {
        whileAllWork(() -> "Run " + number + ": " + victim.strike(number) + " was killed");
    }

    /** What was answered and is on no topic yet may be lost by it, so it must leave the databases as they are. */
    public void whileAllWork(Blow blow) throws Exception {
        int versions = ledger.versions().size();
        turns.writeLock().unlock();
        awaitAnswers(ledger.answeredSoFar() + random.nextInt(SHORTEST_LIFE, LONGEST_LIFE));
        Caller.pause(random.nextInt(100));
        Map<String, Long> underWay = ledger.whatIsUnderWay();
        String struck = blow.strike();
        Caller.pause(random.nextInt(300));
        turns.writeLock().lock();
        holdInquest(struck + " during " + underWay, versions);
    }

    /** Everybody works, and pauses; everything is on the topics when the blow falls. */
    public void atRest(Blow blow) throws Exception {
        int versions = ledger.versions().size();
        turns.writeLock().unlock();
        awaitAnswers(ledger.answeredSoFar() + random.nextInt(SHORTEST_LIFE, LONGEST_LIFE));
        turns.writeLock().lock();
        inquest.requireEverythingOnce();
        holdInquest(blow.strike(), versions);
    }

    /** @param versions how many had been registered when the last inquest was held */
    private void holdInquest(String struck, int versions) throws IOException, SQLException {
        requireNobodyComplains();
        trailInquest.requireNothingDue();
        var events = inquest.requireEverythingOnce();
        int shown = checkpoints.requireOneHistory();
        inquest.requireContent(ledger.versions().stream().skip(versions).toList(), events);
        inquest.requireModels(events);
        trailInquest.requireDeeds(events);
        // What a service then does by itself, such as to let an approval lapse, may still be on its way
        await().atMost(PATIENCE).untilAsserted(() -> trailInquest.requireViews(inquest.requireEverythingOnce()));
        trailInquest.requireLaws();
        if (victim.verifiesEachTime()) {
            inquest.requireVerified();
        }
        log.info(
                "{}; {} operations answered so far, {} requests were not; {} checkpoints",
                struck,
                ledger.answeredSoFar(),
                ledger.unansweredSoFar(),
                shown);
    }

    /** At least so many altogether, and one of them that something runs: before that nothing much could be lost. */
    private void awaitAnswers(int count) {
        Instant limit = Instant.now().plus(PATIENCE);
        while ((ledger.answeredSoFar() < count || !ledger.somethingRuns())
                && Instant.now().isBefore(limit)) {
            requireNobodyComplains();
            Caller.pause(5);
        }
    }

    /** Everything that was ever registered, at the end of all. */
    public void requireAllContent() throws IOException, SQLException {
        inquest.requireContent(ledger.versions(), inquest.requireEverythingOnce());
        inquest.requireVerified();
        log.info("The trail: {}", trailInquest.counts());
    }

    private void requireNobodyComplains() {
        Stream.concat(callers.stream().map(Caller::ended), walkers.stream().map(Walker::ended))
                .filter(CompletableFuture::isDone)
                .forEach(CompletableFuture::join);
    }

    @Override
    public void close() {
        callers.forEach(Caller::stop);
        walkers.forEach(Walker::stop);
        checkpoints.stop();
        trail.close();
    }
}
