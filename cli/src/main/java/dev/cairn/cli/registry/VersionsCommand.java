package dev.cairn.cli.registry;

import dev.cairn.cli.Table;
import dev.cairn.cli.remote.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists a model's versions. */
@Command(name = "versions", mixinStandardHelpOptions = true, description = "Lists a model's versions, newest first.")
public final class VersionsCommand implements Runnable {

    @Parameters(paramLabel = "MODEL", description = "The model's name.")
    private String model;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var table = new Table("LABEL", "", "REGISTERED", "BY", "SIZE", "DIGEST", "CHANGE");
        for (JsonNode version : new Pages(Api.registry(), "/api/v1/models/" + Api.escaped(model) + "/versions", "")) {
            table.row(
                    version.path("label").asString(),
                    version.path("latest").asBoolean(false) ? "latest" : "",
                    version.path("registered").asString(),
                    subject(version.path("creator").asString()),
                    Sizes.of(version.path("bytes").asLong()),
                    version.path("digest").asString().substring(0, 12),
                    version.path("changeNote").asString(""));
        }
        table.print(spec.commandLine().getOut());
    }

    /** The subject of an actor, without its issuer. */
    public static String subject(String actor) {
        return actor.substring(actor.indexOf('#') + 1);
    }
}
