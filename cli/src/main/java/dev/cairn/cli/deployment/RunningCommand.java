package dev.cairn.cli.deployment;

import dev.cairn.cli.Form;
import dev.cairn.cli.Listing;
import dev.cairn.cli.registry.Pages;
import dev.cairn.cli.registry.VersionsCommand;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.types.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows what runs where. */
@Command(
        name = "running",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows what runs where, or ran at an instant of the past.")
public final class RunningCommand implements Runnable {

    private static final Listing RUNNING = Listing.by("deployment")
            .column("TARGET", "target")
            .column("VERSION", "version")
            .column("SINCE", "since")
            .column(
                    "BY",
                    running -> VersionsCommand.subject(running.path("deployer").asString()))
            .column("DEPLOYMENT", "deployment")
            .column("REMARK", RunningCommand::remark);

    @Option(names = "--stage", paramLabel = "STAGE", defaultValue = "prod", description = "Default: ${DEFAULT-VALUE}.")
    private Stage stage;

    @Option(names = "--model", paramLabel = "MODEL", description = "Only this model.")
    private @Nullable String model;

    @Option(names = "--as-of", paramLabel = "INSTANT", description = "Such as 2026-11-24T09:00:00Z; now when absent.")
    private @Nullable Instant asOf;

    @Mixin
    private Form form;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        form.print(spec.commandLine().getOut(), RUNNING, new Pages(Api.deployment(), "/api/v1/production", query()));
    }

    private String query() {
        return "stage=" + stage
                + (model == null ? "" : "&model=" + Api.escaped(model))
                + (asOf == null ? "" : "&asOf=" + Api.escaped(asOf.toString()));
    }

    private static String remark(JsonNode running) {
        String approval = running.hasNonNull("unapproved") ? "without approval" : "";
        String content = running.hasNonNull("drift") ? "runs something else" : "";
        return approval + (approval.isEmpty() || content.isEmpty() ? "" : ", ") + content;
    }
}
