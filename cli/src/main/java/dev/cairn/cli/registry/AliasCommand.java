package dev.cairn.cli.registry;

import dev.cairn.cli.Failure;
import dev.cairn.cli.remote.Api;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Moves a name from version to version. */
@Command(name = "alias", description = "Gives a version a name that can move later, such as champion.")
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
        Api registry = Api.registry();
        String path = "/api/v1/models/" + Api.escaped(version.model()) + "/aliases/" + Api.escaped(alias);
        var out = spec.commandLine().getOut();
        if (remove) {
            if (saysWhich()) {
                requireNames(registry);
            }
            registry.delete(path);
            out.println(alias + " no longer names a version of " + version.model());
        } else {
            JsonNode model = registry.put(path, Map.of("version", version.reference()));
            String label = model.path("aliases").path(alias).asString(version.reference());
            out.println(alias + " names " + version.model() + "/" + label + " from now on");
        }
    }

    /** A model alone means its latest version, but whoever removes a name from a model means whichever has it. */
    private boolean saysWhich() {
        return spec.positionalParameters().get(0).originalStringValues().get(0).contains("/");
    }

    /** Whoever says which version is to lose its name does not mean another. */
    private void requireNames(Api registry) {
        String label = registry.get(version.path()).path("label").asString();
        JsonNode model = registry.get("/api/v1/models/" + Api.escaped(version.model()));
        String current = model.path("aliases").path(alias).asString(label);
        if (!current.equals(label)) {
            throw new Failure(
                    alias + " names " + version.model() + "/" + current + ", not " + version.model() + "/" + label
                            + "; nothing was removed.",
                    "If it is to go all the same: cairn alias --remove " + version.model() + "/" + current + " "
                            + alias);
        }
    }
}
