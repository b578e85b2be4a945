package dev.cairn.cli.deployment;

import dev.cairn.cli.Form;
import dev.cairn.cli.Listing;
import dev.cairn.cli.registry.Pages;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.types.Stage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Places where versions run. */
@Command(
        name = "target",
        synopsisSubcommandLabel = "COMMAND",
        description = "Registers and lists places where versions run.")
public final class TargetCommand {

    private static final Listing TARGETS = Listing.by("target")
            .column("TARGET", "target")
            .column("STAGE", "stage")
            .column("ENVIRONMENT", "environment")
            .column("REGION", "region")
            .column("ENDPOINT", "endpoint");

    @Spec
    private CommandSpec spec;

    @Command(description = "Registers a target. Needs the role governance.")
    void add(
            @Parameters(paramLabel = "TARGET", description = "Its name.") String target,
            @Option(
                            names = "--stage",
                            required = true,
                            paramLabel = "STAGE",
                            description = "Whose policy decides what may run there: ${COMPLETION-CANDIDATES}.")
                    Stage stage,
            @Option(names = "--environment", required = true, paramLabel = "NAME", description = "Such as production.")
                    String environment,
            @Option(names = "--region", paramLabel = "NAME", description = "Such as eu-central-1.") @Nullable
                    String region,
            @Option(names = "--endpoint", paramLabel = "URI", description = "Where it serves.") @Nullable
                    String endpoint) {
        Map<String, Object> body = new HashMap<>(Map.of("target", target, "stage", stage, "environment", environment));
        if (region != null) {
            body.put("region", region);
        }
        if (endpoint != null) {
            body.put("endpoint", endpoint);
        }
        Api.deployment().post("/api/v1/targets", body);
        spec.commandLine().getOut().println("Registered target " + target + " of " + stage);
    }

    @Command(description = "Lists all targets.")
    void list(@Mixin Form form) {
        form.print(spec.commandLine().getOut(), TARGETS, new Pages(Api.deployment(), "/api/v1/targets", ""));
    }
}
