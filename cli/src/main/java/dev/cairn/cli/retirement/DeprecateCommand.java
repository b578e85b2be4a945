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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says that a version should not be used any more. */
@Command(
        name = "deprecate",
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

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; goes on the log.")
    private @Nullable String reason;

    @Option(names = "--withdraw", description = "Takes the deprecation back instead.")
    private boolean withdraw;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (withdraw == (reason != null)) {
            throw new ParameterException(spec.commandLine(), "Give a --reason to deprecate, or --withdraw");
        }
        String path = version.path() + "/deprecation";
        String label = (withdraw ? Api.registry().delete(path) : Api.registry().put(path, deprecation()))
                .path("label")
                .asString();
        spec.commandLine()
                .getOut()
                .println((withdraw ? "Not deprecated any more: " : "Deprecated ") + version.model() + "/" + label);
    }

    private Map<String, Object> deprecation() {
        Map<String, Object> deprecation = new HashMap<>();
        deprecation.put("reason", reason);
        deprecation.put("successor", successor);
        deprecation.put("until", until);
        deprecation.put("migration", migration);
        return deprecation;
    }
}
