package dev.cairn.cli.retirement;

import dev.cairn.cli.Failure;
import dev.cairn.cli.Pause;
import dev.cairn.cli.registry.VersionReference;
import dev.cairn.cli.remote.Api;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Ends a version that nothing uses any more. */
@Command(
        name = "retire",
        description = "Retires a deprecated version, if nothing uses it. Its owner and governance may.")
public final class RetireCommand implements Runnable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Parameters(paramLabel = "MODEL/VERSION", description = "By label, digest, alias or 'latest'.")
    private VersionReference version;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; goes on the log.")
    private String reason;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        String named = version.model() + "/" + version.reference();
        JsonNode retirement = answer(named);
        if (!retirement.path("state").asString().equals("RETIRED")) {
            throw new Failure(
                    named + " is not retired: " + retirement.path("objection").asString(),
                    "End what uses it, then ask again.");
        }
        spec.commandLine().getOut().println("Retired " + named);
    }

    /** Deploy-tracker answers the registry, and a request without an answer stays. */
    private JsonNode answer(String named) {
        Api registry = Api.registry();
        String path = version.path() + "/retirement";
        registry.post(path, Map.of("reason", reason));
        return Pause.until(
                PATIENCE,
                () -> registry.get(path),
                retirement -> !retirement.path("state").asString().equals("REQUESTED"),
                retirement -> new Failure(
                        "Nobody has answered yet whether " + named + " is in use; the request stays.",
                        "Look whether deployment runs with cairn status, or for a cluster with cairn cluster status"));
    }
}
