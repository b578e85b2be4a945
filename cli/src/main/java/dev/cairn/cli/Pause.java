package dev.cairn.cli;

/** A moment's wait before something is asked again. */
public final class Pause {

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
}
