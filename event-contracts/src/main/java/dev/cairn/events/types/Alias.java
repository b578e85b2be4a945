package dev.cairn.events.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A name that moves from version to version, such as {@code champion}. Starts with a letter and never looks like a label. */
public record Alias(@JsonValue String value) {

    private static final Pattern PATTERN = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}(-\\d+)?");

    @JsonCreator
    public Alias {
        Rules.match("An alias", value, PATTERN, "1 to 63 of a-z, 0-9 and '-', starting with a letter");
        if (Label.RESERVED.contains(value) || DIGEST.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'" + value + "' addresses a version by other means and cannot be an alias");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
