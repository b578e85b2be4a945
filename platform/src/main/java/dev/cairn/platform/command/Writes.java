package dev.cairn.platform.command;

import java.util.function.Supplier;

/**
 * The one way to change anything in a service.
 *
 * <p>One transaction, READ COMMITTED: takes the lock (its first statement, so that a later holder always gets a later
 * transaction id), answers from the idempotency row where the request was answered before, else runs the work, which
 * sends commands and reads views, and remembers its answer. When the work throws, nothing is left.
 */
public interface Writes {

    /**
     * @param answer the type of what the caller gets; kept as JSON for seven days
     * @param work runs under the lock; within it {@link Commands#send} appends events and changes the views
     * @return the work's answer, or the first answer to the same request, and which of the two
     * @throws dev.cairn.platform.problem.Refused when the idempotency key was used for another request, when an event
     *     is over the limit, or when writes must wait (after a restart of PostgreSQL, until the relay has compared)
     */
    <T> Answer<T> write(Write write, Class<T> answer, Supplier<T> work);

    /**
     * Whether an earlier request with the same key was answered. For whoever does something before a write that cannot be
     * undone; takes no lock, so another may be answered in between.
     *
     * @throws dev.cairn.platform.problem.Refused when the idempotency key was used for another request
     */
    boolean answered(Write write);

    /** @param repeated whether this is the answer that an earlier request with the same key got */
    record Answer<T>(T value, boolean repeated) {}
}
