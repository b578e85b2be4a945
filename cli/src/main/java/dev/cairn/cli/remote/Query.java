package dev.cairn.cli.remote;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Conditions in an address, each of which may be absent. */
public final class Query {

    private final StringJoiner conditions = new StringJoiner("&");

    /** @param value left out where it is absent */
    public Query with(String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(name + "=" + Api.escaped(value.toString()));
        }
        return this;
    }

    /** Without a question mark; empty where there are none. */
    @Override
    public String toString() {
        return conditions.toString();
    }
}
