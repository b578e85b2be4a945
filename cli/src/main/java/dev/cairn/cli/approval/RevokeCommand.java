package dev.cairn.cli.approval;

import dev.cairn.cli.Form;
import dev.cairn.cli.remote.Api;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Takes an approval back. */
@Command(
        name = "revoke",
        description = "Takes an approval back: what runs by it runs without approval. Needs the role governance.")
public final class RevokeCommand implements Runnable {

    @Parameters(paramLabel = "PROMOTION", description = "Its id; cairn promotions shows it.")
    private String promotion;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; goes on the log.")
    private String reason;

    @Mixin
    private Form form;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        JsonNode ended = Api.approval()
                .post("/api/v1/promotions/" + Api.escaped(promotion) + "/revocation", Map.of("reason", reason));
        new PromotionPage(ended).printState(spec.commandLine().getOut(), form);
    }
}
