package dev.cairn.audit.tiles;

/** What is stored of the log contradicts itself or what was signed; nothing is signed on top of it. */
public final class LogDamaged extends RuntimeException {

    /** @param message what contradicts what, and what to do */
    public LogDamaged(String message) {
        super(message);
    }
}
