package dev.cairn.cli.approval;

import dev.cairn.cli.Form;
import dev.cairn.cli.Listing;
import dev.cairn.cli.registry.Pages;
import dev.cairn.cli.registry.VersionsCommand;
import dev.cairn.cli.remote.Api;
import dev.cairn.cli.remote.Query;
import dev.cairn.events.types.Stage;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists promotions, or shows one. */
@Command(
        name = "promotions",
        sortOptions = false,
        description = "Lists promotions, newest first; or shows one with its checks, reviews and what is missing.")
public final class PromotionsCommand implements Runnable {

    private static final Listing PROMOTIONS = Listing.by("id")
            .column("PROMOTION", "id")
            .column("VERSION", "version")
            .column("STAGE", "stage")
            .column("STATE", entry -> entry.path("state").asString().toLowerCase(Locale.ROOT))
            .column("SINCE", "since")
            .column(
                    "BY",
                    entry -> VersionsCommand.subject(entry.path("requester").asString()))
            .column("REASON", "reason");

    enum State {
        OPEN,
        APPROVED,
        REJECTED,
        WITHDRAWN,
        EXPIRED,
        LAPSED,
        REVOKED
    }

    @Parameters(paramLabel = "PROMOTION", arity = "0..1", description = "The id of one.")
    private @Nullable String promotion;

    @Option(names = "--model", paramLabel = "MODEL", description = "Only of this model.")
    private @Nullable String model;

    @Option(names = "--version", paramLabel = "MODEL/LABEL", description = "Only of this version.")
    private @Nullable String version;

    @Option(names = "--stage", paramLabel = "STAGE", description = "Only to this stage: ${COMPLETION-CANDIDATES}.")
    private @Nullable Stage stage;

    @Option(names = "--state", paramLabel = "STATE", description = "Only in this state: ${COMPLETION-CANDIDATES}.")
    private @Nullable State state;

    @Mixin
    private Form form;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (promotion == null) {
            form.print(out, PROMOTIONS, new Pages(Api.approval(), "/api/v1/promotions", query()));
            return;
        }
        JsonNode found = Api.approval().get("/api/v1/promotions/" + Api.escaped(promotion));
        form.print(out, found, promotion, new PromotionPage(found)::print);
    }

    private String query() {
        return new Query()
                .with("model", model)
                .with("version", version)
                .with("stage", stage)
                .with("state", state)
                .toString();
    }
}
