package dev.cairn.platform.writeonce.s3;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Items that follow each other and have the same name, together; one group in memory at a time. */
final class Groups<T> implements Iterator<List<T>> {

    private final Iterator<T> items;
    private final Function<T, String> name;
    private @Nullable T next;

    Groups(Iterator<T> items, Function<T, String> name) {
        this.items = items;
        this.name = name;
        this.next = items.hasNext() ? items.next() : null;
    }

    Stream<List<T>> stream() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, 0), false);
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public List<T> next() {
        T first = next;
        if (first == null) {
            throw new java.util.NoSuchElementException();
        }
        List<T> group = new ArrayList<>(List.of(first));
        next = null;
        while (items.hasNext() && next == null) {
            T item = items.next();
            if (name.apply(item).equals(name.apply(first))) {
                group.add(item);
            } else {
                next = item;
            }
        }
        return group;
    }
}
