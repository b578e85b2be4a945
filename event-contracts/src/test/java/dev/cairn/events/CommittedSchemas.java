package dev.cairn.events;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The published schemas, for validation; one may refer to another by its address. */
public final class CommittedSchemas {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.resourceLoaders(loaders -> loaders.resources(CommittedSchemas::text)));

    private CommittedSchemas() {}

    public static Schema schema(String name) {
        return REGISTRY.getSchema(SchemaLocation.of(EventSchemas.BASE + name + ".json"));
    }

    public static JsonNode json(String name) {
        return Committed.json(Committed.SCHEMAS.resolve(name + ".json"));
    }

    private static @Nullable String text(String address) {
        return address.startsWith(EventSchemas.BASE)
                ? Committed.text(Committed.SCHEMAS.resolve(address.substring(EventSchemas.BASE.length())))
                : null;
    }
}
