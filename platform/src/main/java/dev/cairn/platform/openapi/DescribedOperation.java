package dev.cairn.platform.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.List;
import java.util.Objects;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/**
 * What springdoc does not see of an operation. Its name is that of its method and controller: {@code VersionApi.show} is
 * {@code showVersion}, of {@code version}.
 */
final class DescribedOperation {
    private static final String BYTES = "application/octet-stream";

    private DescribedOperation() {}

    static Operation of(Operation operation, HandlerMethod handler) {
        if (Objects.equals(operation.getSummary(), operation.getDescription())) {
            operation.setDescription(null);
        }
        if (takesBytes(handler)) {
            operation.setRequestBody(new RequestBody().required(true).content(bytes()));
        }
        String subject = handler.getBeanType().getSimpleName().replaceFirst("(Api|Controller)$", "");
        return operation
                .operationId(handler.getMethod().getName() + subject)
                .tags(List.of(Character.toLowerCase(subject.charAt(0)) + subject.substring(1)));
    }

    /** Such a handler reads the request itself, so that content of any size passes through. */
    private static boolean takesBytes(HandlerMethod handler) {
        var mapping = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
        return mapping != null && List.of(mapping.consumes()).contains(BYTES);
    }

    private static Content bytes() {
        Schema<?> schema = new Schema<>();
        schema.addType("string");
        schema.format("binary");
        return new Content().addMediaType(BYTES, new MediaType().schema(schema));
    }
}
