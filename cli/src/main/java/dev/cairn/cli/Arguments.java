package dev.cairn.cli;

import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Stage;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** Arguments as people write them; what is none is told in their words. */
final class Arguments {

    private Arguments() {}

    static UUID eventId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no event's id; cairn history and cairn audit show them");
        }
    }

    static ModelName model(String text) {
        if (text.contains("/")) {
            throw new TypeConversionException(
                    "'" + text + "' names a version, and here goes the name of the model alone: "
                            + text.substring(0, text.indexOf('/')));
        }
        try {
            return new ModelName(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is no model's name: " + e.getMessage());
        }
    }

    static Stage stage(String text) {
        return Stream.of(Stage.values())
                .filter(stage -> stage.text().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is no stage; there are "
                        + Stream.of(Stage.values()).map(Stage::text).collect(Collectors.joining(", "))));
    }

    /** An instant, or a day for its first one. */
    static Instant instant(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text
                    + "' is no instant; write one such as 2026-11-24T09:00:00Z, or a day such as 2026-11-24, which begins at"
                    + " 00:00 UTC");
        }
    }
}
