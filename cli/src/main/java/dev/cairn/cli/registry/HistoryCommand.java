package dev.cairn.cli.registry;

import dev.cairn.cli.Form;
import dev.cairn.cli.Listing;
import dev.cairn.cli.remote.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what happened to a model and its versions. */
@Command(
        name = "history",
        description = "Shows what happened to a model and its versions, oldest first: who did what, and when.")
public final class HistoryCommand implements Runnable {

    private static final Listing EVENTS = Listing.by("id")
            .column("WHEN", "time")
            .column("WHO", event -> VersionsCommand.subject(event.path("actor").asString()))
            .column("WHAT", event -> event.path("type").asString().replaceFirst("^dev\\.cairn\\.", ""))
            .column("WHERE", "subject")
            .column("EVENT", "id");

    @Parameters(paramLabel = "MODEL", description = "The model's name.")
    private String model;

    @Mixin
    private Form form;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        form.print(
                spec.commandLine().getOut(),
                EVENTS,
                new Pages(Api.registry(), "/api/v1/models/" + Api.escaped(model) + "/history", ""));
    }
}
