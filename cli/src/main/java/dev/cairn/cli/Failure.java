package dev.cairn.cli;

import org.jspecify.annotations.Nullable;

/** The command did not do what was asked; the message says what happened and why, {@link #next} what to do. */
public class Failure extends RuntimeException {

    /** What was asked for was refused or could not be done. */
    public static final int REFUSED = 1;

    /** Something was found to be altered. */
    public static final int ALTERED = 3;

    private final @Nullable String next;
    private final int exitCode;

    public Failure(String message, @Nullable String next) {
        this(message, next, REFUSED, null);
    }

    public Failure(String message, @Nullable String next, int exitCode, @Nullable Throwable cause) {
        super(message, cause);
        this.next = next;
        this.exitCode = exitCode;
    }

    /** What to do, in one sentence; absent where there is nothing to do. */
    public @Nullable String next() {
        return next;
    }

    /** The process's exit code. */
    public int exitCode() {
        return exitCode;
    }
}
