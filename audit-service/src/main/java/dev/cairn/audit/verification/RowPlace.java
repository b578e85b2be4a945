package dev.cairn.audit.verification;

/** Where an event row stands in its service's order of commits, which is the order in which the relay sends. */
record RowPlace(long transaction, long index) implements Comparable<RowPlace> {

    @Override
    public int compareTo(RowPlace other) {
        int byTransaction = Long.compare(transaction, other.transaction);
        return byTransaction != 0 ? byTransaction : Long.compare(index, other.index);
    }
}
