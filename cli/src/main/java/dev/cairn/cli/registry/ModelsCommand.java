package dev.cairn.cli.registry;

import dev.cairn.cli.Form;
import dev.cairn.cli.Listing;
import dev.cairn.cli.remote.Api;
import dev.cairn.cli.remote.Query;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.Sensitivity;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists models, and makes them. */
@Command(name = "models", description = "Lists the models that you may see.")
public final class ModelsCommand implements Runnable {

    private static final Listing MODELS = Listing.by("name")
            .column("MODEL", "name")
            .column("LATEST", model -> model.path("latest").asString("-"))
            .column("VERSIONS", model -> model.path("versions").asString("0"))
            .column("SCHEME", "scheme")
            .column("DESCRIPTION", "description");

    @Option(names = "--search", paramLabel = "TEXT", description = "Only those whose name or description has this.")
    private @Nullable String search;

    @Mixin
    private Form form;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        String query = new Query().with("search", search).toString();
        form.print(spec.commandLine().getOut(), MODELS, new Pages(Api.registry(), "/api/v1/models", query));
    }

    /** Registers a model. */
    @Command(name = "create", description = "Registers a model.")
    void create(
            @Parameters(paramLabel = "MODEL", description = "Its name, for ever.") String name,
            @Option(
                            names = "--scheme",
                            defaultValue = "SEMANTIC",
                            description = "How versions are labelled: ${COMPLETION-CANDIDATES}.")
                    LabelScheme scheme,
            @Option(names = "--description", defaultValue = "", description = "What the model is for.")
                    String description,
            @Option(
                            names = "--sensitivity",
                            defaultValue = "OPEN",
                            description = "Who may know of it: ${COMPLETION-CANDIDATES}.")
                    Sensitivity sensitivity) {
        JsonNode model = Api.registry()
                .post(
                        "/api/v1/models",
                        Map.of(
                                "name", name,
                                "description", description,
                                "scheme", scheme,
                                "sensitivity", sensitivity));
        spec.commandLine()
                .getOut()
                .println("Registered model " + model.path("name").asString(name));
    }
}
