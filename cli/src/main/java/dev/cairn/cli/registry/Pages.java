package dev.cairn.cli.registry;

import dev.cairn.cli.remote.Api;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A list of the API from its first item to its last, fetched page by page. */
public final class Pages implements Iterable<JsonNode> {

    private final Api api;
    private final String path;
    private final String query;

    /** @param query without cursor; may be empty */
    public Pages(Api api, String path, String query) {
        this.api = api;
        this.path = path;
        this.query = query;
    }

    public Stream<JsonNode> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    @Override
    public Iterator<JsonNode> iterator() {
        return new Iterator<>() {
            private @Nullable String cursor;
            private Iterator<JsonNode> page = fetch();

            private Iterator<JsonNode> fetch() {
                String separator = query.isEmpty() || cursor == null ? "" : "&";
                String all = query + separator + (cursor == null ? "" : "cursor=" + Api.escaped(cursor));
                JsonNode fetched = api.get(path + (all.isEmpty() ? "" : "?" + all));
                cursor = fetched.path("next").asString(null);
                return fetched.path("items").iterator();
            }

            @Override
            public boolean hasNext() {
                while (!page.hasNext() && cursor != null) {
                    page = fetch();
                }
                return page.hasNext();
            }

            @Override
            public JsonNode next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return page.next();
            }
        };
    }
}
