package dev.cairn.platform.writeonce.s3.bucket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A listing that is asked for page by page, as it is read. */
final class Pages<T> implements Iterator<T> {

    private final Source<T> source;
    private Iterator<T> page;
    private @Nullable Marker next;

    /** Asks for the first page. */
    Pages(Source<T> source) throws IOException {
        this.source = source;
        Page<T> first = source.page(null);
        this.page = first.items().iterator();
        this.next = first.next();
    }

    /** @param next where the page after it begins; absent after the last */
    record Page<T>(List<T> items, @Nullable Marker next) {}

    /** @param id of a version, an upload or a part of that key */
    record Marker(String key, @Nullable String id) {}

    /**
     * A page as servers describe it.
     *
     * @throws IOException when there is more but not where
     */
    static <T> Page<T> page(List<T> items, boolean more, @Nullable String nextKey, @Nullable String nextId)
            throws IOException {
        if (more && nextKey == null) {
            throw new IOException("The object store lists only a part and does not say where the rest begins");
        }
        return new Page<>(items, more && nextKey != null ? new Marker(nextKey, nextId) : null);
    }

    @FunctionalInterface
    interface Source<T> {
        Page<T> page(@Nullable Marker after) throws IOException;
    }

    @Override
    public boolean hasNext() {
        while (!page.hasNext() && next != null) {
            try {
                Page<T> following = source.page(next);
                page = following.items().iterator();
                next = following.next();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return page.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.next();
    }
}
