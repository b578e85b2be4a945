package dev.cairn.acceptance.system;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JSON Schemas as they are published with the source, found by the address that an event's context names. */
public final class PublishedSchemas {

    private static final String ADDRESS = "https://cairn.dev/schemas/";
    private static final Path FILES =
            Path.of("").toAbsolutePath().resolveSibling("event-contracts/src/main/resources/schemas");

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.resourceLoaders(loaders -> loaders.resources(PublishedSchemas::text)));

    private PublishedSchemas() {}

    /** Everything in which the event is not as its schema says; empty when it is. */
    public static List<String> faults(LoggedEvent event) {
        String data = new String(event.data(), StandardCharsets.UTF_8);
        return REGISTRY
                .getSchema(SchemaLocation.of(event.header("ce_dataschema")))
                .validate(data, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static String text(String address) {
        try {
            return Files.readString(FILES.resolve(address.substring(ADDRESS.length())));
        } catch (IOException e) {
            throw new UncheckedIOException("No schema is published under " + address, e);
        }
    }
}
