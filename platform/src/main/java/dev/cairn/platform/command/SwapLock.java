package dev.cairn.platform.command;

/**
 * The lock between writes and the swap of the views' schema: whoever changes views shares it, {@code rebuild} takes it alone
 * for the moment of the swap.
 */
public final class SwapLock {

    /** Key of the advisory lock; the bytes of "cairn". */
    public static final long KEY = 0x636169726eL;

    /** Taken for the transaction, beside other writers. */
    public static final String SHARED = "pg_advisory_xact_lock_shared(" + KEY + ")";

    /** Taken for the transaction, alone. */
    public static final String EXCLUSIVE = "pg_advisory_xact_lock(" + KEY + ")";

    private SwapLock() {}
}
