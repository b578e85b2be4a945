package dev.cairn.cli.registry;

import dev.cairn.cli.Form;
import dev.cairn.cli.Listing;
import dev.cairn.cli.remote.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists a model's versions. */
@Command(name = "versions", description = "Lists a model's versions, newest first.")
public final class VersionsCommand implements Runnable {

    @Parameters(paramLabel = "MODEL", description = "The model's name.")
    private String model;

    @Mixin
    private Form form;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        form.print(
                spec.commandLine().getOut(),
                Listing.by(version -> model + "/" + version.path("label").asString())
                        .column("LABEL", "label")
                        .column("", VersionsCommand::remark)
                        .column("REGISTERED", "registered")
                        .column("BY", version -> subject(version.path("creator").asString()))
                        .column(
                                "SIZE",
                                version -> Sizes.of(version.path("bytes").asLong()))
                        .column(
                                "DIGEST",
                                version -> version.path("digest").asString().substring(0, 12))
                        .column("CHANGE", "changeNote"),
                new Pages(Api.registry(), "/api/v1/models/" + Api.escaped(model) + "/versions", ""));
    }

    /** What keeps people from it says more than that it is the newest. */
    private static String remark(JsonNode version) {
        if (version.hasNonNull("retired")) {
            return "retired";
        }
        if (version.hasNonNull("deprecation")) {
            return "deprecated";
        }
        return version.path("latest").asBoolean(false) ? "latest" : "";
    }

    /** The subject of an actor, without its issuer. */
    public static String subject(String actor) {
        return actor.substring(actor.indexOf('#') + 1);
    }
}
