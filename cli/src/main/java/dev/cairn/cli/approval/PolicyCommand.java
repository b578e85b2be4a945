package dev.cairn.cli.approval;

import dev.cairn.cli.Failure;
import dev.cairn.cli.FileTrouble;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Stage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Shows what a stage demands of a version, and changes it with four eyes. */
@Command(
        name = "policy",
        sortOptions = false,
        description = {
            "Shows as JSON what a stage demands of a version, and changes it.",
            "With --propose it proposes another policy, and with --adopt somebody else puts the proposal in force;",
            "both need the role governance."
        })
public final class PolicyCommand implements Runnable {

    private static final String SHOWN =
            "cairn policy STAGE shows one, in the field policy; docs/cli.md has an example. Nothing was proposed.";

    @Parameters(paramLabel = "STAGE", description = "${COMPLETION-CANDIDATES}.")
    private Stage stage;

    @ArgGroup
    private @Nullable Change change;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; goes on the log. Needed to propose and to adopt.")
    private @Nullable String reason;

    @Spec
    private CommandSpec spec;

    static final class Change {
        @Option(names = "--propose", required = true, paramLabel = "FILE", description = "The whole policy, as JSON.")
        private @Nullable Path proposed;

        @Option(names = "--adopt", required = true, paramLabel = "VERSION", description = "The proposal's version.")
        private @Nullable Integer adopted;
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        String path = "/api/v1/policies/" + stage;
        if (change == null) {
            out.println(Api.approval().get(path).toPrettyString());
            return;
        }
        if (reason == null) {
            throw new ParameterException(spec.commandLine(), "Say why, with --reason TEXT.");
        }
        if (change.proposed != null) {
            JsonNode entry = Api.approval().put(path, Map.of("policy", policy(change.proposed), "reason", reason));
            JsonNode proposal = entry.path("proposal");
            String version = proposal.path("version").asString();
            if (proposal.hasNonNull("replaces")) {
                out.println("Proposal " + proposal.path("replaces").asString() + " does not wait any more");
            }
            out.println(
                    "Policy " + version + " for " + stage + " is proposed; somebody else adopts it with: cairn policy "
                            + stage + " --adopt " + version + " --reason TEXT");
        } else {
            Api.approval().post(path + "/adoption", Map.of("version", change.adopted, "reason", reason));
            out.println("Policy " + change.adopted + " for " + stage + " is in force");
        }
    }

    private static JsonNode policy(Path file) {
        try {
            return EventCodec.json().readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new Failure(file + " cannot be read: " + FileTrouble.of(file, e), SHOWN);
        } catch (JacksonException e) {
            throw new Failure(file + " is no JSON: " + e.getOriginalMessage(), SHOWN);
        }
    }
}
