package dev.cairn.cli.registry;

import dev.cairn.cli.remote.Api;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets and removes tags of a version. */
@Command(name = "tag", description = "Sets tags of a version, or removes them; the version itself does not change.")
public final class TagCommand implements Runnable {

    @Parameters(index = "0", paramLabel = "MODEL/VERSION", description = "By label, digest, alias or 'latest'.")
    private VersionReference version;

    @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = "Tags to set.")
    private Map<String, String> tags = Map.of();

    @Option(names = "--remove", paramLabel = "KEY", description = "A tag to remove.")
    private List<String> removed = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Api registry = Api.registry();
        tags.forEach((key, value) -> registry.put(path(key), Map.of("value", value)));
        removed.forEach(key -> registry.delete(path(key)));
        spec.commandLine()
                .getOut()
                .println("Tagged " + version.model() + "/" + version.reference() + ": " + tags.size() + " set, "
                        + removed.size() + " removed");
    }

    private String path(String key) {
        return version.path() + "/tags/" + Api.escapedPath(key);
    }
}
