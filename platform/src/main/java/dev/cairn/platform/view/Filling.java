package dev.cairn.platform.view;

/** Fills the views in a schema that nobody reads yet from one source: the event store, or the topics. */
public interface Filling extends AutoCloseable {

    /** About how many events there are to go through. */
    long expected();

    /**
     * Takes in all that is there by now, in short transactions, while everybody goes on. Called again when the exchange did
     * not come about.
     */
    void catchUp(Shown shown) throws InterruptedException;

    /**
     * Takes in the little that has come since, in the caller's transaction, while all writers wait.
     *
     * @param shown told again and again, and throws when they have waited for too long
     * @throws NotYet when the exchange should be tried again in a moment
     */
    void finish(Shown shown) throws InterruptedException;

    @Override
    void close();

    /** Told how many events more are in the views. */
    interface Shown {
        void more(long events);
    }

    /** Not now: too much came meanwhile, or what has to be waited for is not there yet. */
    final class NotYet extends RuntimeException {
        public NotYet(String message) {
            super(message);
        }
    }
}
