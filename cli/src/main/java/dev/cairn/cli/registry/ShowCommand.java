package dev.cairn.cli.registry;

import dev.cairn.cli.remote.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows a version with its whole manifest. */
@Command(name = "show", description = "Shows a version, its manifest, tags and aliases, as JSON.")
public final class ShowCommand implements Runnable {

    @Parameters(paramLabel = "MODEL/VERSION", description = "By label, digest, alias or 'latest'.")
    private VersionReference version;

    @Option(names = "--digest", description = "Print only its digest, as a cluster asks with it.")
    private boolean digest;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        JsonNode shown = Api.registry().get(version.path());
        spec.commandLine()
                .getOut()
                .println(digest ? "sha256:" + shown.path("digest").asString() : shown.toPrettyString());
    }
}
