package dev.cairn.events.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Set;
import java.util.regex.Pattern;

/** A version's name within its model, made by the model's {@link LabelScheme}; never given twice. */
public record Label(@JsonValue String value) {

    /** Words that address a version by other means, and so can be neither label nor alias. */
    public static final Set<String> RESERVED = Set.of("latest", "dev", "staging", "prod");

    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]{0,127}");

    @JsonCreator
    public Label {
        Rules.match("A label", value, PATTERN, "1 to 128 of letters, digits, '.', '+' and '-'");
        if (RESERVED.contains(value)) {
            throw new IllegalArgumentException("'" + value + "' is reserved and cannot be a label");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
