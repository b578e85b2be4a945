package dev.cairn.events;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonValue;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the JSON Schema (2020-12) of an event's data from its record, with the words of its Javadoc. */
final class EventSchemas {

    static final String BASE = "https://cairn.dev/schemas/";

    private final Meanings meanings;
    private final SchemaGenerator generator;

    EventSchemas(Meanings meanings) {
        this.meanings = meanings;
        var config = new SchemaGeneratorConfigBuilder(
                        EventCodec.json(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES, Option.INLINE_ALL_SCHEMAS);
        config.forTypesInGeneral().withCustomDefinitionProvider(EventSchemas::valueType);
        config.forFields()
                .withRequiredCheck(field -> !optional(field))
                .withDescriptionResolver(field -> field.isFakeContainerItemScope() ? null : meaning(field));
        this.generator = new SchemaGenerator(config.build());
    }

    ObjectNode of(Class<?> record, String name) {
        ObjectNode generated = generator.generateSchema(record);
        ObjectNode schema = EventCodec.json().createObjectNode();
        schema.set("$schema", generated.remove("$schema"));
        schema.put("$id", BASE + name + ".json");
        schema.put("description", meanings.of(record));
        schema.setAll(generated);
        return schema;
    }

    private String meaning(FieldScope field) {
        return meanings.ofField(field.getRawMember().getDeclaringClass(), field.getName());
    }

    private static boolean optional(FieldScope field) {
        return field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** Values that are written as one text, and the manifest, which has a schema of its own. */
    private static @Nullable CustomDefinition valueType(ResolvedType type, SchemaGenerationContext context) {
        Class<?> raw = type.getErasedType();
        ObjectNode schema = context.getGeneratorConfig().createObjectNode();
        if (raw == ObjectNode.class) {
            schema.put("$ref", BASE + "manifest.v1.json");
        } else if (raw == UUID.class) {
            schema.put("type", "string").put("format", "uuid");
        } else if (raw == Instant.class) {
            schema.put("type", "string").put("format", "date-time");
        } else if (raw.isEnum() && Stream.of(raw.getMethods()).anyMatch(EventSchemas::isValue)) {
            schema.put("type", "string");
            var choices = schema.putArray("enum");
            Stream.of(raw.getEnumConstants())
                    .map(choice -> EventCodec.json().valueToTree(choice))
                    .forEach(choice -> choices.add((JsonNode) choice));
        } else if (raw.isRecord() && Stream.of(raw.getDeclaredMethods()).anyMatch(EventSchemas::isValue)) {
            schema.put("type", "string");
        } else {
            return null;
        }
        return new CustomDefinition(schema, DefinitionType.INLINE, AttributeInclusion.YES);
    }

    private static boolean isValue(Method method) {
        return method.isAnnotationPresent(JsonValue.class);
    }
}
