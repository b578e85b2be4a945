package dev.cairn.platform.openapi;

import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.OpenPaths;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/**
 * Served at {@code /v3/api-docs}, and as YAML at {@code /v3/api-docs.yaml}; open to all, since it stands in the repository
 * anyway.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class OpenApiAutoConfiguration {
    static {
        // Comes from the token, never from a request's parameters
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    @Bean
    JsonModels jsonModels() {
        return new JsonModels();
    }

    @Bean
    OperationCustomizer describedOperations() {
        return DescribedOperation::of;
    }

    @Bean
    OpenApiCustomizer apiDescription(
            @Value("${spring.application.name}") String service, ObjectProvider<OpenPaths> open) {
        List<String> openPaths =
                open.stream().flatMap(paths -> paths.patterns().stream()).toList();
        return new ApiDescription(service, openPaths);
    }
}
