package dev.cairn.standalone.killing.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.standalone.histories.Call;
import dev.cairn.standalone.histories.People;
import dev.cairn.standalone.histories.Walk;
import dev.cairn.standalone.killing.load.Http.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Walks models from registration to retirement, several side by side, each step in part as a race. What is not answered is
 * asked again later with the same key, while others go on; now and then it is given up, so that nobody ever knows.
 */
public final class Walker implements Runnable {

    private static final int SIDE_BY_SIDE = 2;
    private static final int STEPS = 28;

    /** So many unanswered ones, and none is begun beside them. */
    private static final int MOST_OPEN = 5;

    private static final int MOST_AT_ONCE = 3;

    private final String name;
    private final Random random;
    private final Duration rest;
    private final People people;
    private final Doors doors;
    private final Ledger ledger;
    private final ReadWriteLock turns;
    private final List<Way> ways = new ArrayList<>();
    private final List<Deed> open = new ArrayList<>();
    private final ExecutorService atOnce = Executors.newFixedThreadPool(MOST_AT_ONCE);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean stopped;
    private int begun;

    private static final class Way {
        private final String model;
        private final Walk walk;
        private int steps;

        Way(String model, Walk walk) {
            this.model = model;
            this.walk = walk;
        }
    }

    /**
     * @param rest between two steps
     * @param turns its reader side is held during each step
     */
    public Walker(
            String name, long seed, Duration rest, People people, Doors doors, Ledger ledger, ReadWriteLock turns) {
        this.name = name;
        this.random = new Random(seed);
        this.rest = rest;
        this.people = people;
        this.doors = doors;
        this.ledger = ledger;
        this.turns = turns;
    }

    public void stop() {
        stopped = true;
    }

    /** Completed when it has stopped; exceptionally when it got an answer that must not be. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                turns.readLock().lock();
                try {
                    step();
                } finally {
                    ledger.begins(name, "rest");
                    turns.readLock().unlock();
                }
                Caller.pause((int) rest.toMillis());
            }
            ended.complete(null);
        } catch (Throwable e) {
            ended.completeExceptionally(e);
        } finally {
            atOnce.shutdownNow();
        }
    }

    private void step() throws Exception {
        if (!open.isEmpty() && (open.size() >= MOST_OPEN || random.nextInt(3) == 0)) {
            ask(List.of(open.remove(random.nextInt(open.size()))));
            return;
        }
        while (ways.size() < SIDE_BY_SIDE) {
            String model = name + "-" + begun++;
            ways.add(new Way(model, new Walk(model, random.nextLong(), people)));
        }
        Way way = ways.get(random.nextInt(ways.size()));
        List<Deed> deeds = new ArrayList<>();
        for (Call call : way.walk.next()) {
            deeds.add(ledger.begins(way.model, operation(), call));
        }
        ledger.begins(name, String.join(" + ", deeds.stream().map(Deed::event).toList()));
        if (ask(deeds) && ++way.steps == STEPS) {
            ways.remove(way);
        }
    }

    private String operation() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** @return whether any was answered by more than that nothing is known yet of what was asked about */
    private boolean ask(List<Deed> deeds) throws Exception {
        List<Callable<@Nullable Answer>> questions = deeds.stream()
                .<Callable<@Nullable Answer>>map(deed -> () -> once(deed))
                .toList();
        List<Future<@Nullable Answer>> answers = atOnce.invokeAll(questions);
        boolean told = false;
        for (int i = 0; i < deeds.size(); i++) {
            Answer answer = answers.get(i).get();
            if (answer != null) {
                told |= answer.status() != 404;
                learn(deeds.get(i), answer);
            } else if (random.nextInt(8) > 0) {
                open.add(deeds.get(i));
            }
        }
        if (!told) {
            Caller.pause();
        }
        return told;
    }

    /** An attempt; null when there was no answer that is one. */
    private @Nullable Answer once(Deed deed) {
        try {
            Answer answer = doors.of(deed.call().service()).send(deed.call(), deed.operation());
            if (answer.status() == 503) {
                deed.unanswered();
                return null;
            }
            ledger.told(deed, answer);
            return answer;
        } catch (IOException e) {
            deed.unanswered();
            ledger.unanswered();
            return null;
        }
    }

    private static void learn(Deed deed, Answer answer) {
        assertThat(answer.status()).as("%s", answer).isBetween(200, 499).isNotIn(400, 401);
        if (answer.status() < 300) {
            deed.call().learned().accept(answer.json());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
