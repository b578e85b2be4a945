package dev.cairn.events.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A version of a model, written {@code <model>/<label>}. */
public record VersionId(ModelName model, Label label) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static VersionId of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("A version is written <model>/<label>; got " + Rules.quoted(text));
        }
        return new VersionId(new ModelName(text.substring(0, slash)), new Label(text.substring(slash + 1)));
    }

    @JsonValue
    @Override
    public String toString() {
        return model + "/" + label;
    }
}
