package dev.cairn.cli.deployment;

import dev.cairn.cli.Table;
import dev.cairn.cli.registry.Pages;
import dev.cairn.cli.registry.VersionsCommand;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Option(names = "--stage", paramLabel = "STAGE", defaultValue = "prod", description = "Default: ${DEFAULT-VALUE}.")
    private Stage stage;

    @Option(names = "--model", paramLabel = "MODEL", description = "Only this model.")
    private @Nullable String model;

    @Option(names = "--as-of", paramLabel = "INSTANT", description = "Such as 2026-11-24T09:00:00Z; now when absent.")
    private @Nullable Instant asOf;

    @Option(names = "--json", description = "Print what the service answers.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var table = new Table("TARGET", "VERSION", "SINCE", "BY", "DEPLOYMENT", "REMARK");
        var all = EventCodec.json().createArrayNode();
        for (JsonNode running : new Pages(Api.deployment(), "/api/v1/production", query())) {
            all.add(running);
            table.row(
                    running.path("target").asString(),
                    running.path("version").asString(),
                    running.path("since").asString(),
                    VersionsCommand.subject(running.path("deployer").asString()),
                    running.path("deployment").asString(),
                    remark(running));
        }
        if (json) {
            spec.commandLine().getOut().println(all.toPrettyString());
        } else {
            table.print(spec.commandLine().getOut());
        }
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
