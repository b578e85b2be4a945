package dev.cairn.cli.registry;

import dev.cairn.cli.Table;
import dev.cairn.cli.remote.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows what happened to a model and its versions. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Shows what happened to a model and its versions, oldest first: who did what, and when.")
public final class HistoryCommand implements Runnable {

    @Parameters(paramLabel = "MODEL", description = "The model's name.")
    private String model;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var table = new Table("WHEN", "WHO", "WHAT", "WHERE", "EVENT");
        for (JsonNode event : new Pages(Api.registry(), "/api/v1/models/" + Api.escaped(model) + "/history", "")) {
            table.row(
                    event.path("time").asString(),
                    VersionsCommand.subject(event.path("actor").asString()),
                    event.path("type").asString().replaceFirst("^dev\\.cairn\\.", ""),
                    event.path("subject").asString(),
                    event.path("id").asString());
        }
        table.print(spec.commandLine().getOut());
    }
}
