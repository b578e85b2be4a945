package dev.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.JsonNode;

/** Files that are made from the code and committed. With {@code -Dcairn.write=true} the tests write them. */
final class Committed {

    static final Path SCHEMAS = Path.of("src/main/resources/schemas");
    static final Path GOLDEN = Path.of("src/test/resources/golden");
    static final Path DOCS = Path.of("../docs");

    private static final boolean WRITE = Boolean.getBoolean("cairn.write");

    private Committed() {}

    /** When writing, makes schema and golden file of events that have none; those that exist are left alone. */
    static void writeNew(EventSchemas schemas) {
        for (Class<? extends Event> event : WRITE ? Samples.types().toList() : List.<Class<? extends Event>>of()) {
            String type = EventTypes.nameOf(event);
            if (!Files.exists(SCHEMAS.resolve(type + ".json"))) {
                write(SCHEMAS.resolve(type + ".json"), pretty(schemas.of(event, type)));
            }
            if (!Files.exists(Golden.file(type))) {
                write(Golden.file(type), pretty(Golden.of(Samples.recorded(event))));
            }
        }
    }

    static JsonNode json(Path file) {
        return EventCodec.json().readTree(text(file));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file + " cannot be read; if the event is new, run this module's tests with -Dcairn.write=true", e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file says what the code says now, or is made to when writing. */
    static void isUpToDate(Path file, String current) {
        if (WRITE) {
            write(file, current);
        }
        assertThat(text(file))
                .as("%s is out of date; run this module's tests with -Dcairn.write=true and commit it", file)
                .isEqualTo(current);
    }

    static String pretty(JsonNode json) {
        var lines = new DefaultIndenter("  ", "\n");
        return EventCodec.json()
                        .writer()
                        .with(new DefaultPrettyPrinter(
                                        Separators.createDefaultInstance().withObjectNameValueSpacing(Spacing.AFTER))
                                .withObjectIndenter(lines)
                                .withArrayIndenter(lines))
                        .writeValueAsString(json)
                + "\n";
    }
}
