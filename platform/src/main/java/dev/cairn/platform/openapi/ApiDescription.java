package dev.cairn.platform.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.util.AntPathMatcher;

/** What every service's description has besides its operations: who may call, and how refusals look. */
final class ApiDescription implements OpenApiCustomizer {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final Pattern WORD = Pattern.compile("-(\\w)");
    private static final String TOKEN = "token";
    private static final String PROBLEM = "Problem";
    private static final String ABOUT = """
            Every call carries a token, but for those marked open. A refusal is a problem (RFC 9457) whose `type` is stable;
            docs/platform/problems.md lists them. A write may carry `Idempotency-Key`: repeated within seven days it has no
            second effect and gets the first answer. Lists go on with the `next` of their answer as `cursor`.
            """;

    private final String service;
    private final List<String> openPaths;
    private final AntPathMatcher matcher = new AntPathMatcher();

    /** @param openPaths patterns of the paths that take no token */
    ApiDescription(String service, List<String> openPaths) {
        this.service = service;
        this.openPaths = openPaths;
    }

    @Override
    public void customise(OpenAPI api) {
        api.info(new Info()
                        .title("Cairn " + service)
                        .version("v1")
                        .description(ABOUT)
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/").description("Where this description was read")))
                .security(List.of(new SecurityRequirement().addList(TOKEN)));
        api.getComponents()
                .addSecuritySchemes(
                        TOKEN,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description("Of an issuer that the service trusts; `cairn login` gets one"))
                .addSchemas(PROBLEM, problem())
                .addResponses(PROBLEM, refusal());
        templates(api);
        Stream.ofNullable(api.getTags()).flatMap(List::stream).forEach(tag -> tag.setName(subject(tag.getName())));
        Map<String, Integer> names = new HashMap<>();
        new TreeMap<>(api.getPaths())
                .forEach((path, item) ->
                        item.readOperationsMap().values().forEach(operation -> complete(path, operation, names)));
        for (Schema<?> schema : api.getComponents().getSchemas().values()) {
            describePlainly(schema);
        }
    }

    /** A path with slashes in it is one variable, since OpenAPI has no pattern for the rest of an address. */
    private static void templates(OpenAPI api) {
        var paths = new Paths();
        api.getPaths().forEach((path, item) -> paths.addPathItem(path.replace("**", "{path}"), item));
        api.setPaths(paths);
    }

    /** springdoc names a controller {@code model-api}; operations are of the {@code model}. */
    private static String subject(String controller) {
        return WORD.matcher(controller.replaceFirst("-(api|controller)$", ""))
                .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
    }

    private void complete(String path, Operation operation, Map<String, Integer> names) {
        operation.getResponses().addApiResponse("default", new ApiResponse().$ref(PROBLEM));
        if (openPaths.stream().anyMatch(pattern -> matcher.match(pattern, path))) {
            operation.security(List.of());
        }
        int namesakes = names.merge(operation.getOperationId(), 1, Integer::sum);
        if (namesakes > 1) {
            // One method may answer at several addresses
            operation.operationId(operation.getOperationId() + namesakes);
        }
        operation.setSummary(plain(operation.getSummary()));
        operation.setDescription(plain(operation.getDescription()));
        VARIABLE.matcher(path)
                .results()
                .map(variable -> variable.group(1))
                .forEach(name -> requireVariable(name, operation));
        Stream.ofNullable(operation.getParameters())
                .flatMap(List::stream)
                .forEach(parameter -> parameter.setDescription(plain(parameter.getDescription())));
    }

    /** A handler need not care for every variable of its address. */
    private static void requireVariable(String name, Operation operation) {
        boolean declared = operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> name.equals(parameter.getName()));
        if (!declared) {
            operation.addParametersItem(new PathParameter().name(name).schema(of("string", null)));
        }
    }

    private static void describePlainly(Schema<?> schema) {
        schema.setDescription(plain(schema.getDescription()));
        if (schema.getProperties() != null) {
            for (Schema<?> property : schema.getProperties().values()) {
                describePlainly(property);
            }
        }
    }

    /** Javadoc comes as HTML, and a description is Markdown. */
    private static @Nullable String plain(@Nullable String text) {
        return text == null ? null : text.replaceAll("</?code>", "`");
    }

    private static ApiResponse refusal() {
        return new ApiResponse()
                .description("Refused; `next` says what to do")
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
    }

    private static Schema<?> problem() {
        Schema<?> problem = of("object", "RFC 9457; some kinds have facts of their own besides");
        problem.addProperty(
                "type", of("string", "Stable name of what was refused").format("uri"));
        problem.addProperty("title", of("string", "The same for each problem of the type"));
        problem.addProperty("status", of("integer", "The answer's status"));
        problem.addProperty("detail", of("string", "What was wrong this time"));
        problem.addProperty("instance", of("string", "Names this occurrence, as the log does where it is recorded"));
        problem.addProperty("next", of("string", "What to do next"));
        problem.required(List.of("type", "title", "status", "next"));
        return problem;
    }

    private static Schema<?> of(String type, @Nullable String description) {
        Schema<?> schema = new Schema<>();
        schema.addType(type);
        return schema.description(description);
    }
}
