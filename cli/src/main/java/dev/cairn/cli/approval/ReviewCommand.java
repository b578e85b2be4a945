package dev.cairn.cli.approval;

import dev.cairn.cli.Form;
import dev.cairn.cli.remote.Api;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Approves or rejects, and signs. */
@Command(
        name = "review",
        sortOptions = false,
        description = "Approves or rejects a promotion, and signs. Needs the role approver:ROLE.")
public final class ReviewCommand implements Runnable {

    @Parameters(paramLabel = "PROMOTION", description = "Its id; cairn promotions shows it.")
    private String promotion;

    @Option(names = "--as", required = true, paramLabel = "ROLE", description = "In which role, such as ml.")
    private String role;

    @ArgGroup(multiplicity = "1")
    private Verdict verdict;

    @Option(names = "--meaning", required = true, paramLabel = "TEXT", description = "What the signature means.")
    private String meaning;

    @Option(names = "--comment", paramLabel = "TEXT", defaultValue = "", description = "Needed to reject.")
    private String comment;

    @Option(
            names = "--confirm",
            paramLabel = "DOCUMENT",
            description = "A document that you have read, such as model-card; may be repeated.")
    private List<String> confirmed = List.of();

    @Mixin
    private Form form;

    @Spec
    private CommandSpec spec;

    static final class Verdict {
        @Option(names = "--approve", required = true, description = "It may go there.")
        private boolean approve;

        @Option(names = "--reject", required = true, description = "It may not; this ends the promotion.")
        private boolean reject;
    }

    @Override
    public void run() {
        if (verdict.reject && comment.isBlank()) {
            throw new ParameterException(spec.commandLine(), "Say why, with --comment TEXT.");
        }
        JsonNode reviewed = Api.approval()
                .post(
                        "/api/v1/promotions/" + Api.escaped(promotion) + "/reviews",
                        Map.of(
                                "role",
                                role,
                                "verdict",
                                verdict.reject ? "REJECT" : "APPROVE",
                                "meaning",
                                meaning,
                                "comment",
                                comment,
                                "confirmed",
                                confirmed));
        new PromotionPage(reviewed).printState(spec.commandLine().getOut(), form);
    }
}
