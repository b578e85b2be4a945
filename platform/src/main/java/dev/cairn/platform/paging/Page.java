package dev.cairn.platform.paging;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the cursor of the part after it; absent at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** How many items a page has at most. */
    public static final int SIZE = 100;

    /**
     * A page of items of which one more was asked for than fits.
     *
     * @param found up to {@code SIZE + 1} items
     * @param cursor the cursor that goes on after an item
     */
    public static <T> Page<T> of(List<T> found, Function<T, String> cursor) {
        if (found.size() <= SIZE) {
            return new Page<>(found, null);
        }
        List<T> items = List.copyOf(found.subList(0, SIZE));
        return new Page<>(items, cursor.apply(items.get(SIZE - 1)));
    }
}
