package dev.cairn.platform.openapi;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What springdoc does not see of this code's JSON: a record's components are required unless they are nullable, a value type
 * is what its {@link JsonValue} is, and any JSON may stand where the code has a {@link JsonNode}.
 */
final class JsonModels implements ModelConverter {
    private static final String SCHEMAS = "#/components/schemas/";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Class<?> raw = Json31.mapper().constructType(type.getType()).getRawClass();
        if (JsonNode.class.isAssignableFrom(raw)) {
            return new Schema<>().description("Any JSON");
        }
        Optional<Class<?>> value = raw.isEnum() ? Optional.empty() : valueOf(raw);
        if (value.isPresent()) {
            return context.resolve(new AnnotatedType(value.get())
                    .jsonViewAnnotation(type.getJsonViewAnnotation())
                    .ctxAnnotations(type.getCtxAnnotations()));
        }
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> schema = chain.next().resolve(type, context, chain);
        if (raw.isRecord() && schema != null) {
            require(raw, defined(schema, context));
        }
        return schema;
    }

    private static Optional<Class<?>> valueOf(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> method.isAnnotationPresent(JsonValue.class))
                .<Class<?>>map(Method::getReturnType)
                .findFirst();
    }

    private static Schema<?> defined(Schema<?> schema, ModelConverterContext context) {
        String reference = schema.get$ref();
        return reference == null || !reference.startsWith(SCHEMAS)
                ? schema
                : context.getDefinedModels().getOrDefault(reference.substring(SCHEMAS.length()), schema);
    }

    private static void require(Class<?> type, Schema<?> schema) {
        Set<String> properties = schema.getProperties() == null
                ? Set.of()
                : schema.getProperties().keySet();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (!nullable && properties.contains(component.getName()) && !requires(schema, component.getName())) {
                schema.addRequiredItem(component.getName());
            }
        }
    }

    private static boolean requires(Schema<?> schema, String property) {
        return schema.getRequired() != null && schema.getRequired().contains(property);
    }
}
