package dev.cairn.events;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What in a new schema would break those who read or wrote by the old one. A schema may only grow: nothing is removed, no
 * type changes, no field becomes required or ceases to be, nothing new is required; a list of choices may get longer.
 */
final class SchemaGrowth {

    private static final Set<String> MAY_CHANGE = Set.of("description", "$comment", "examples", "title");
    private static final Set<String> GROW = Set.of("properties", "required", "enum");

    private final List<String> breaks = new ArrayList<>();

    static List<String> breaks(JsonNode committed, JsonNode current) {
        var growth = new SchemaGrowth();
        growth.compare(committed, current, "");
        return growth.breaks;
    }

    private void compare(JsonNode committed, JsonNode current, String pointer) {
        Set<String> keywords = new HashSet<>(committed.propertyNames());
        keywords.addAll(current.propertyNames());
        keywords.removeAll(MAY_CHANGE);
        keywords.removeAll(GROW);
        for (String keyword : keywords) {
            JsonNode before = committed.path(keyword);
            JsonNode after = current.path(keyword);
            if (before.isObject() && after.isObject()) {
                compare(before, after, pointer + "/" + keyword);
            } else if (!before.equals(after)) {
                breaks.add(pointer + "/" + keyword + " was " + before + " and is " + after);
            }
        }
        compareProperties(committed, current, pointer);
        compareChoices(committed.path("enum"), current.path("enum"), pointer);
    }

    private void compareProperties(JsonNode committed, JsonNode current, String pointer) {
        committed.path("properties").forEachEntry((name, before) -> {
            String at = pointer + "/properties/" + name;
            JsonNode after = current.path("properties").path(name);
            if (after.isMissingNode()) {
                breaks.add(at + " is gone");
            } else {
                compare(before, after, at);
                if (required(committed, name) != required(current, name)) {
                    breaks.add(at + (required(current, name) ? " has become required" : " is no longer required"));
                }
            }
        });
        for (JsonNode name : current.path("required")) {
            if (!committed.path("properties").has(name.asString())) {
                breaks.add(pointer + "/properties/" + name.asString() + " is new and required");
            }
        }
    }

    private void compareChoices(JsonNode before, JsonNode after, String pointer) {
        if (before.isMissingNode() != after.isMissingNode()) {
            breaks.add(pointer + "/enum was " + before + " and is " + after);
        }
        for (JsonNode choice : before) {
            if (!contains(after, choice)) {
                breaks.add(pointer + "/enum has no " + choice + " any more");
            }
        }
    }

    private static boolean required(JsonNode schema, String name) {
        return contains(
                schema.path("required"), EventCodec.json().getNodeFactory().stringNode(name));
    }

    private static boolean contains(JsonNode array, JsonNode element) {
        return array.valueStream().anyMatch(element::equals);
    }
}
