package dev.cairn.cli.approval;

import dev.cairn.cli.Form;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.types.Stage;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Asks to bring a version to a stage. */
@Command(
        name = "promote",
        description =
                "Asks to bring a version to a stage; its policy says what that takes. Needs the role ml-engineer.")
public final class PromoteCommand implements Runnable {

    @Parameters(paramLabel = "MODEL/LABEL", description = "The version, by its label or digest.")
    private String version;

    @Option(names = "--to", required = true, paramLabel = "STAGE", description = "${COMPLETION-CANDIDATES}.")
    private Stage stage;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; goes on the log.")
    private String reason;

    @Mixin
    private Form form;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        JsonNode promotion =
                Api.approval().post("/api/v1/promotions", Map.of("version", version, "stage", stage, "reason", reason));
        new PromotionPage(promotion).printState(spec.commandLine().getOut(), form);
    }
}
