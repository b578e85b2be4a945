package dev.cairn.cli.approval;

import dev.cairn.cli.Table;
import dev.cairn.cli.registry.Pages;
import dev.cairn.cli.registry.VersionsCommand;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Stage;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists promotions, or shows one. */
@Command(
        name = "promotions",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists promotions, newest first; or shows one with its checks, reviews and what is missing.")
public final class PromotionsCommand implements Runnable {

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

    @Option(names = "--stage", paramLabel = "STAGE", description = "Only to this stage: ${COMPLETION-CANDIDATES}.")
    private @Nullable Stage stage;

    @Option(names = "--state", paramLabel = "STATE", description = "Only in this state: ${COMPLETION-CANDIDATES}.")
    private @Nullable State state;

    @Option(names = "--json", description = "Print what the service answers.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (promotion == null) {
            list(out);
            return;
        }
        JsonNode found = Api.approval().get("/api/v1/promotions/" + Api.escaped(promotion));
        if (json) {
            out.println(found.toPrettyString());
        } else {
            new PromotionPage(found).print(out);
        }
    }

    private void list(PrintWriter out) {
        var table = new Table("PROMOTION", "VERSION", "STAGE", "STATE", "SINCE", "BY", "REASON");
        var all = EventCodec.json().createArrayNode();
        for (JsonNode entry : new Pages(Api.approval(), "/api/v1/promotions", query())) {
            all.add(entry);
            table.row(
                    entry.path("id").asString(),
                    entry.path("version").asString(),
                    entry.path("stage").asString(),
                    entry.path("state").asString().toLowerCase(Locale.ROOT),
                    entry.path("since").asString(),
                    VersionsCommand.subject(entry.path("requester").asString()),
                    entry.path("reason").asString());
        }
        if (json) {
            out.println(all.toPrettyString());
        } else {
            table.print(out);
        }
    }

    private String query() {
        var query = new StringJoiner("&");
        if (model != null) {
            query.add("model=" + Api.escaped(model));
        }
        if (stage != null) {
            query.add("stage=" + stage);
        }
        if (state != null) {
            query.add("state=" + state);
        }
        return query.toString();
    }
}
