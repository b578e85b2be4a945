package dev.cairn.cli.registry;

import dev.cairn.cli.remote.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a version with its whole manifest. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a version, its manifest, tags and aliases, as JSON.")
public final class ShowCommand implements Runnable {

    @Parameters(paramLabel = "MODEL/VERSION", description = "By label, digest, alias or 'latest'.")
    private VersionReference version;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().println(Api.registry().get(version.path()).toPrettyString());
    }
}
