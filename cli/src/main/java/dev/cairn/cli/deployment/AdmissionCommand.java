package dev.cairn.cli.deployment;

import dev.cairn.cli.Failure;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Stage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Asks whether content may run, as a cluster does. */
@Command(
        name = "admission",
        sortOptions = false,
        description = "Asks whether content may run in a stage or at a target. Exit code 1 when it may not.")
public final class AdmissionCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model's name.")
    private ModelName model;

    @Parameters(index = "1", paramLabel = "DIGEST", description = "The version's digest.")
    private String digest;

    @ArgGroup(multiplicity = "1")
    private Place place;

    @Option(names = "--json", description = "Print what the service answers.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    static final class Place {
        @Option(names = "--stage", required = true, paramLabel = "STAGE", description = "${COMPLETION-CANDIDATES}.")
        private @Nullable Stage stage;

        @Option(names = "--target", required = true, paramLabel = "TARGET", description = "Where it is about to run.")
        private @Nullable String target;

        private String query() {
            return target == null ? "stage=" + stage : "target=" + Api.escaped(target);
        }
    }

    @Override
    public Integer call() {
        JsonNode verdict = Api.deployment()
                .get("/api/v1/admission/" + Api.escaped(model.value()) + "/" + Api.escaped(digest) + "?"
                        + place.query());
        boolean admitted = verdict.path("admitted").asBoolean();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(verdict.toPrettyString());
        } else if (admitted) {
            out.println("Yes: " + verdict.path("version").asString() + " may run");
        } else {
            out.println("No: " + verdict.path("reason").asString());
        }
        return admitted ? 0 : Failure.REFUSED;
    }
}
