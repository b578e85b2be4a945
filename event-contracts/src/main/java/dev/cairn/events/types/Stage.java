package dev.cairn.events.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How far a version has come, in this order. Written in lower case: {@code dev}, {@code staging}, {@code prod}. */
public enum Stage {
    DEV,
    STAGING,
    PROD;

    /**
     * @param text {@code dev}, {@code staging} or {@code prod}
     * @throws IllegalArgumentException for any other
     */
    @JsonCreator
    public static Stage of(String text) {
        return Stream.of(values())
                .filter(stage -> stage.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "A stage is one of " + String.join(", ", texts()) + "; got " + Rules.quoted(text)));
    }

    /** The one that a version comes from; empty for the first. */
    public Optional<Stage> before() {
        return ordinal() == 0 ? Optional.empty() : Optional.of(values()[ordinal() - 1]);
    }

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> texts() {
        return Stream.of(values()).map(Stage::text).toList();
    }

    @Override
    public String toString() {
        return text();
    }
}
