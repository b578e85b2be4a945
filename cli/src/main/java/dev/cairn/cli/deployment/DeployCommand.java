package dev.cairn.cli.deployment;

import dev.cairn.cli.Failure;
import dev.cairn.cli.Form;
import dev.cairn.cli.Pause;
import dev.cairn.cli.remote.Api;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Asks to run a version at a target, and waits for the answer. */
@Command(
        name = "deploy",
        description = "Runs a version at a target, if it is approved for the target's stage. Needs the role deployer.")
public final class DeployCommand implements Runnable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Parameters(index = "0", paramLabel = "MODEL/LABEL", description = "The version, by its label or digest.")
    private String version;

    @Parameters(index = "1", paramLabel = "TARGET", description = "Where; cairn target list shows them.")
    private String target;

    @Mixin
    private Form form;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Api deployments = Api.deployment();
        JsonNode asked = deployments.post("/api/v1/deployments", Map.of("version", version, "target", target));
        JsonNode deployment = answered(deployments, asked.path("id").asString());
        if (deployment.path("state").asString().equals("REFUSED")) {
            throw new Failure(
                    version + " was not deployed: " + deployment.path("reason").asString(),
                    "What its stage demands: cairn policy "
                            + deployment.path("stage").asString());
        }
        DeploymentPage.print(deployment, spec.commandLine().getOut(), form);
    }

    /** Deploy-tracker waits some seconds by itself; what nobody answers it refuses at the deadline. */
    private static JsonNode answered(Api deployments, String id) {
        return Pause.until(
                PATIENCE,
                () -> deployments.get("/api/v1/deployments/" + Api.escaped(id)),
                deployment -> !deployment.path("state").asString().equals("REQUESTED"),
                deployment -> new Failure(
                        "Approval has not answered yet; deployment " + id + " stays asked for until "
                                + deployment.path("deadline").asString() + ".",
                        "Look whether approval runs with cairn status, or for a cluster with cairn cluster status"));
    }
}
