package dev.cairn.cli.deployment;

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

/** Removes what runs. */
@Command(name = "undeploy", description = "Removes what runs; nothing takes its place. Needs the role deployer.")
public final class UndeployCommand implements Runnable {

    @Parameters(paramLabel = "DEPLOYMENT", description = "Its id; cairn running shows it.")
    private String deployment;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; goes on the log.")
    private String reason;

    @Mixin
    private Form form;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        JsonNode removed = Api.deployment()
                .post("/api/v1/deployments/" + Api.escaped(deployment) + "/undeployment", Map.of("reason", reason));
        DeploymentPage.print(removed, spec.commandLine().getOut(), form);
    }
}
