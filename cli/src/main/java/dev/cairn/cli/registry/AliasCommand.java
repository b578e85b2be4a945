package dev.cairn.cli.registry;

import dev.cairn.cli.remote.Api;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Moves a name from version to version. */
@Command(
        name = "alias",
        mixinStandardHelpOptions = true,
        description = "Gives a version a name that can move later, such as champion.")
public final class AliasCommand implements Runnable {

    @Parameters(index = "0", paramLabel = "MODEL/VERSION", description = "By label, digest, alias or 'latest'.")
    private VersionReference version;

    @Parameters(index = "1", paramLabel = "ALIAS", description = "The name.")
    private String alias;

    @Option(names = "--remove", description = "Remove the alias instead.")
    private boolean remove;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        String path = "/api/v1/models/" + Api.escaped(version.model()) + "/aliases/" + Api.escaped(alias);
        var out = spec.commandLine().getOut();
        if (remove) {
            Api.registry().delete(path);
            out.println(alias + " no longer names a version of " + version.model());
        } else {
            Api.registry().put(path, Map.of("version", version.reference()));
            out.println(alias + " names " + version.model() + "/" + version.reference() + " from now on");
        }
    }
}
