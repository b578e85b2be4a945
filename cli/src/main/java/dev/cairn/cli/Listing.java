package dev.cairn.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** What people read of each item of a list, under headings, and by which id the next command takes it. */
public final class Listing {

    private final Function<JsonNode, String> id;
    private final Map<String, Function<JsonNode, String>> columns = new LinkedHashMap<>();

    private Listing(Function<JsonNode, String> id) {
        this.id = id;
    }

    /** @param field that holds the id of an item */
    public static Listing by(String field) {
        return by(item -> item.path(field).asString());
    }

    public static Listing by(Function<JsonNode, String> id) {
        return new Listing(id);
    }

    /** @param field whose text stands in it; empty where an item has none */
    public Listing column(String heading, String field) {
        return column(heading, item -> item.path(field).asString(""));
    }

    public Listing column(String heading, Function<JsonNode, String> cell) {
        columns.put(heading, cell);
        return this;
    }

    String id(JsonNode item) {
        return id.apply(item);
    }

    Table table(Iterable<JsonNode> items) {
        var table = new Table(columns.keySet().toArray(String[]::new));
        items.forEach(item -> table.row(
                columns.values().stream().map(cell -> cell.apply(item)).toArray()));
        return table;
    }
}
