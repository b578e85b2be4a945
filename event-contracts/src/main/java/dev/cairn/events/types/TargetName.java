package dev.cairn.events.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The name of a place where versions run, such as {@code payments-eu}; unique in the organisation. */
public record TargetName(@JsonValue String value) {

    private static final Pattern PATTERN = Pattern.compile("[a-z0-9][a-z0-9.-]{0,126}");

    @JsonCreator
    public TargetName {
        Rules.match(
                "A target's name",
                value,
                PATTERN,
                "1 to 127 of a-z, 0-9, '.' and '-', starting with a letter or digit");
    }

    @Override
    public String toString() {
        return value;
    }
}
