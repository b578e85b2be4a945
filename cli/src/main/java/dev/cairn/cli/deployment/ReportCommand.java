package dev.cairn.cli.deployment;

import dev.cairn.cli.Form;
import dev.cairn.cli.remote.Api;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Tells what a target does, where no controller tells it. */
@Command(
        name = "report",
        sortOptions = false,
        description =
                "Tells that a deployment runs, or failed; for targets without a controller. Needs the role deployer.")
public final class ReportCommand implements Runnable {

    @Parameters(paramLabel = "DEPLOYMENT", description = "Its id; cairn deploy prints it.")
    private String deployment;

    @ArgGroup(multiplicity = "1")
    private Report report;

    @Mixin
    private Form form;

    @Spec
    private CommandSpec spec;

    static final class Report {
        @Option(names = "--running", required = true, paramLabel = "DIGEST", description = "What the target runs.")
        private @Nullable String digest;

        @Option(names = "--failed", required = true, paramLabel = "TEXT", description = "Why it does not run.")
        private @Nullable String failure;

        private Map<String, String> body() {
            return digest != null
                    ? Map.of("status", "RUNNING", "digest", digest.replaceFirst("^sha256:", ""))
                    : Map.of("status", "FAILED", "note", String.valueOf(failure));
        }
    }

    @Override
    public void run() {
        JsonNode told =
                Api.deployment().post("/api/v1/deployments/" + Api.escaped(deployment) + "/status", report.body());
        DeploymentPage.print(told, spec.commandLine().getOut(), form);
    }
}
