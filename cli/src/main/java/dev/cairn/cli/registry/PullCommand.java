package dev.cairn.cli.registry;

import dev.cairn.cli.remote.Api;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches a version and checks every byte. */
@Command(
        name = "pull",
        description = "Fetches a version's artifacts, and checks each against its digest before it stands there.")
public final class PullCommand implements Runnable {

    @Parameters(
            paramLabel = "MODEL/VERSION",
            description = "The version by label, digest, alias or 'latest', for example fraud/latest.")
    private VersionReference version;

    @Option(names = "--to", paramLabel = "DIR", description = "Where to (default: MODEL-LABEL in this directory).")
    private @Nullable Path directory;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        Path pulled = new Download(Api.registry(), out::println).pull(version, directory);
        out.println("Pulled and verified: " + pulled);
    }
}
