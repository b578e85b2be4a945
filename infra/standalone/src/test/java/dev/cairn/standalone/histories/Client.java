package dev.cairn.standalone.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells several histories side by side, a step of one and a step of another. */
final class Client implements Callable<Integer> {

    private static final int SIDE_BY_SIDE = 6;
    private static final int STEPS = 28;

    private final Random random;
    private final Calls calls;
    private final Unrest unrest;
    private final Supplier<@Nullable Walk> walks;
    private final List<Told> open = new ArrayList<>();
    private int ended;

    private static final class Told {
        private final Walk walk;
        private int steps;

        Told(Walk walk) {
            this.walk = walk;
        }
    }

    /** @param walks each for one client; null when there are no more */
    Client(long seed, Calls calls, Unrest unrest, Supplier<@Nullable Walk> walks) {
        this.random = new Random(seed);
        this.calls = calls;
        this.unrest = unrest;
        this.walks = walks;
    }

    /** @return how many histories it told to their end */
    @Override
    public Integer call() {
        while (more()) {
            Told told = open.get(random.nextInt(open.size()));
            List<Call> step = told.walk.next();
            if (calls.together(step)) {
                told.steps++;
            } else {
                Thread.yield();
            }
            if (told.steps == STEPS) {
                open.remove(told);
                ended++;
            }
            unrest.stepped();
        }
        return ended;
    }

    private boolean more() {
        while (open.size() < SIDE_BY_SIDE) {
            Walk next = walks.get();
            if (next == null) {
                break;
            }
            open.add(new Told(next));
        }
        return !open.isEmpty();
    }
}
