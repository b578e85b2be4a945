package dev.cairn.audit.verification;

/**
 * Where an event row stands in its service's order of commits, which is the order in which the relay sends.
 *
 * @param store the service in whose event store it was read, whatever the row says
 */
record RowPlace(String store, long transaction, long index) {

    /** @param other of the same store */
    boolean isAfter(RowPlace other) {
        return transaction != other.transaction ? transaction > other.transaction : index > other.index;
    }
}
