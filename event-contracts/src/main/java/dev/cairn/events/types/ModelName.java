package dev.cairn.events.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a model, unique in the registry for ever. ASCII only, so that no two names look alike and are not; an
 * organisation may narrow it further by a naming rule of the registry.
 */
public record ModelName(@JsonValue String value) implements Comparable<ModelName> {

    private static final Pattern PATTERN = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,126}[a-z0-9])?");

    @JsonCreator
    public ModelName {
        Rules.match(
                "A model's name",
                value,
                PATTERN,
                "1 to 128 of a-z, 0-9, '.', '_' and '-', with a letter or digit at both ends");
    }

    @Override
    public int compareTo(ModelName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
