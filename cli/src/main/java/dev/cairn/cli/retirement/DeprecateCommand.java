package dev.cairn.cli.retirement;

import dev.cairn.cli.registry.VersionReference;
import dev.cairn.cli.remote.Api;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says that a version should not be used any more. */
@Command(
        name = "deprecate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Says that a version should not be used any more; it can still be fetched.")
public final class DeprecateCommand implements Runnable {

    @Parameters(paramLabel = "MODEL/VERSION", description = "By label, digest, alias or 'latest'.")
    private VersionReference version;

    @Option(names = "--successor", paramLabel = "MODEL/LABEL", description = "What to use instead.")
    private @Nullable String successor;

    @Option(names = "--until", paramLabel = "INSTANT", description = "Before which it will not be retired.")
    private @Nullable Instant until;

    @Option(names = "--migration", paramLabel = "TEXT", description = "How to change over.")
    private @Nullable String migration;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; goes on the log.")
    private String reason;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Map<String, Object> deprecation = new HashMap<>();
        deprecation.put("reason", reason);
        deprecation.put("successor", successor);
        deprecation.put("until", until);
        deprecation.put("migration", migration);
        String label = Api.registry()
                .put(version.path() + "/deprecation", deprecation)
                .path("label")
                .asString();
        spec.commandLine().getOut().println("Deprecated " + version.model() + "/" + label);
    }
}
