package dev.cairn.platform.eventstore;

import java.util.Comparator;

/**
 * A row's place in the order of commits, in which events are sent.
 *
 * @param transaction id of the transaction that stored it
 * @param index {@code global_index}, which orders the rows of one transaction
 */
public record Place(long transaction, long index) implements Comparable<Place> {

    /** Before every row. */
    public static final Place BEGINNING = new Place(0, 0);

    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::transaction).thenComparingLong(Place::index);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    public boolean isAfter(Place other) {
        return compareTo(other) > 0;
    }

    public static Place later(Place one, Place other) {
        return one.isAfter(other) ? one : other;
    }
}
