package dev.cairn.events.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The key of a tag, such as {@code purpose} or {@code team/reviewed}. */
public record TagKey(@JsonValue String value) {

    private static final Pattern PATTERN = Pattern.compile("[a-z0-9][a-z0-9._/-]{0,127}");

    @JsonCreator
    public TagKey {
        Rules.match(
                "A tag's key",
                value,
                PATTERN,
                "1 to 128 of a-z, 0-9, '.', '_', '/' and '-', starting with a letter or digit");
    }

    @Override
    public String toString() {
        return value;
    }
}
