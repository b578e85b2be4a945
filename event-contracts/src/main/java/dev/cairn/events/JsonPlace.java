package dev.cairn.events;

import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document, spelled out only where it is told of: in a document that is nested deeply under long names,
 * the pointers to all its places are many times its size.
 *
 * @param parent absent for the document itself
 * @param step the name of the field, or the index of the element
 */
public record JsonPlace(@Nullable JsonPlace parent, Object step) {

    /** The document itself. */
    public static final JsonPlace DOCUMENT = new JsonPlace(null, "");

    public JsonPlace field(String name) {
        return new JsonPlace(this, name);
    }

    public JsonPlace element(int index) {
        return new JsonPlace(this, index);
    }

    /** As JSON Pointer, RFC 6901; empty for the document itself. */
    @Override
    public String toString() {
        var pointer = new StringBuilder();
        spellOut(pointer);
        return pointer.toString();
    }

    private void spellOut(StringBuilder pointer) {
        if (parent != null) {
            parent.spellOut(pointer);
            pointer.append('/').append(step.toString().replace("~", "~0").replace("/", "~1"));
        }
    }
}
