package dev.cairn.events.manifest;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The shape of a document, whatever its fields mean: how deep it is nested, and how its fields are named. */
final class Structure {

    private final List<Fault> faults;

    Structure(List<Fault> faults) {
        this.faults = faults;
    }

    /** Notes nesting that is too deep, and names that deceive or have no sensible length, at any depth. */
    void check(JsonNode document) {
        check(document, "", 1);
    }

    private void check(JsonNode node, String pointer, int depth) {
        if (node.isContainer() && depth > Manifest.MAX_DEPTH) {
            faults.add(new Fault(pointer, "must not be nested deeper than " + Manifest.MAX_DEPTH + " levels"));
            return;
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            check(node.get(i), pointer + "/" + i, depth + 1);
        }
        node.forEachEntry((name, value) -> {
            String field = Fault.pointer(pointer, name);
            checkName(name, field);
            check(value, field, depth + 1);
        });
    }

    private void checkName(String name, String field) {
        if (name.isBlank() || name.length() > Fields.NAME) {
            faults.add(new Fault(field, "must have a name of 1 to " + Fields.NAME + " characters"));
            return;
        }
        PlainName.fault(name).ifPresent(rule -> faults.add(new Fault(field, "has a name that must " + rule)));
    }
}
