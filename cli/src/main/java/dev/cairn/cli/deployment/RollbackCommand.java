package dev.cairn.cli.deployment;

import dev.cairn.cli.Form;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.types.ModelName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Runs again what ran before. */
@Command(
        name = "rollback",
        description = "Runs again what ran at a target before, and asks nobody. Needs the role deployer.")
public final class RollbackCommand implements Runnable {

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model's name.")
    private ModelName model;

    @Parameters(index = "1", paramLabel = "TARGET", description = "Where.")
    private String target;

    @Option(names = "--to", paramLabel = "LABEL", description = "Which version; the previous one when absent.")
    private @Nullable String label;

    @Option(
            names = "--from",
            paramLabel = "LABEL",
            description = "Only if this version runs, so that of two who roll back at once one does.")
    private @Nullable String from;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; goes on the log.")
    private String reason;

    @Mixin
    private Form form;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Map<String, String> rollback = new HashMap<>(Map.of("reason", reason));
        if (label != null) {
            rollback.put("to", label);
        }
        if (from != null) {
            rollback.put("from", from);
        }
        JsonNode deployment = Api.deployment()
                .post(
                        "/api/v1/targets/" + Api.escaped(target) + "/models/" + Api.escaped(model.value())
                                + "/rollback",
                        rollback);
        DeploymentPage.print(deployment, spec.commandLine().getOut(), form);
    }
}
