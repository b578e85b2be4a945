package dev.cairn.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A moment's wait before something is asked again. */
public final class Pause {

    private static final long MILLIS = 100;

    private Pause() {}

    /** @throws Failure when the command is interrupted meanwhile */
    public static void ofMillis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while waiting; what was started goes on.", null);
        }
    }

    /**
     * Asks until an answer will do.
     *
     * @param patience how long an answer that will not do is borne; it is asked once in any case
     * @param inVain what to say of the last answer when patience is over
     */
    public static <T> T until(
            Duration patience, Supplier<T> asked, Predicate<T> willDo, Function<T, ? extends Failure> inVain) {
        Instant limit = Instant.now().plus(patience);
        T answer = asked.get();
        while (!willDo.test(answer)) {
            if (Instant.now().isAfter(limit)) {
                throw inVain.apply(answer);
            }
            ofMillis(MILLIS);
            answer = asked.get();
        }
        return answer;
    }
}
