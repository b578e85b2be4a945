package dev.cairn.platform.recovery;

/**
 * Something an operator asks of a running service that takes a while: {@code rebuild}, {@code restore},
 * {@code republish}. Each is a bean; {@link Operations} runs it, one run of each at a time.
 */
public interface Operation {

    /** As it stands in the address: {@code POST /api/v1/operations/<name>}. */
    String name();

    /**
     * Runs to its end and records that it did, as an event. What it throws ends the run as failed, with the message for the
     * operator; a run that failed can be started again.
     *
     * @throws InterruptedException when the service stops
     */
    void run(OperationRun run) throws Exception;
}
