package dev.cairn.events.manifest;

import dev.cairn.events.JsonPlace;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The shape of a document, whatever its fields mean: how deep it is nested, and how its fields are named. */
final class Structure {

    /** Whoever sends a document with more has to begin anew anyway. */
    private static final int MOST = 100;

    private final List<Fault> faults;

    Structure(List<Fault> faults) {
        this.faults = faults;
    }

    /** Notes nesting that is too deep, and names that deceive or have no sensible length, at any depth. */
    void check(JsonNode document) {
        check(document, JsonPlace.DOCUMENT, 1);
    }

    private void check(JsonNode node, JsonPlace place, int depth) {
        if (faults.size() >= MOST) {
            return;
        }
        if (node.isContainer() && depth > Manifest.MAX_DEPTH) {
            note(place, "must not be nested deeper than " + Manifest.MAX_DEPTH + " levels");
            return;
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            check(node.get(i), place.element(i), depth + 1);
        }
        node.forEachEntry((name, value) -> {
            JsonPlace field = place.field(name);
            checkName(name, field);
            check(value, field, depth + 1);
        });
    }

    private void checkName(String name, JsonPlace field) {
        if (name.isBlank() || name.length() > Fields.NAME) {
            note(field, "must have a name of 1 to " + Fields.NAME + " characters");
            return;
        }
        PlainName.fault(name).ifPresent(rule -> note(field, "has a name that must " + rule));
    }

    private void note(JsonPlace place, String message) {
        faults.add(new Fault(place.toString(), message));
    }
}
