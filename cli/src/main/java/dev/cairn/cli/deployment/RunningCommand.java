package dev.cairn.cli.deployment;

import dev.cairn.cli.Form;
import dev.cairn.cli.Listing;
import dev.cairn.cli.registry.Pages;
import dev.cairn.cli.registry.VersionsCommand;
import dev.cairn.cli.remote.Api;
import dev.cairn.cli.remote.Query;
import dev.cairn.events.types.Stage;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
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
        sortOptions = false,
        description = "Shows what runs where, or ran at an instant of the past.")
public final class RunningCommand implements Runnable {

    private static final Listing RUNNING = Listing.by("deployment")
            .column("TARGET", "target")
            .column("STAGE", "stage")
            .column("VERSION", "version")
            .column("SINCE", "since")
            .column(
                    "BY",
                    running -> VersionsCommand.subject(running.path("deployer").asString()))
            .column("DEPLOYMENT", "deployment")
            .column("REMARK", RunningCommand::remark);

    @Option(names = "--stage", paramLabel = "STAGE", description = "Only in this one: ${COMPLETION-CANDIDATES}.")
    private @Nullable Stage stage;

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
        form.print(spec.commandLine().getOut(), RUNNING, stages().flatMap(this::running)::iterator);
    }

    /** What matters most comes first. */
    private Stream<Stage> stages() {
        return stage == null ? Stream.of(Stage.values()).sorted(Comparator.reverseOrder()) : Stream.of(stage);
    }

    private Stream<JsonNode> running(Stage stage) {
        return new Pages(Api.deployment(), "/api/v1/production", query(stage)).stream();
    }

    private String query(Stage stage) {
        return new Query()
                .with("stage", stage)
                .with("model", model)
                .with("asOf", asOf)
                .toString();
    }

    private static String remark(JsonNode running) {
        String approval = running.hasNonNull("unapproved") ? "without approval" : "";
        String content = running.hasNonNull("drift") ? "runs something else" : "";
        return approval + (approval.isEmpty() || content.isEmpty() ? "" : ", ") + content;
    }
}
