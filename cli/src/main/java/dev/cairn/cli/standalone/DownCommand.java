package dev.cairn.cli.standalone;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops a standalone. */
@Command(name = "down", description = "Stops everything on this machine; the data stays.")
public final class DownCommand implements Runnable {

    @Mixin
    private StandaloneOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        var standalone = options.process();
        Instant begun = Instant.now();
        standalone.running().flatMap(JavaProgram::recordingOf).ifPresent(recording -> {
            out.println("Stopping; this once it also keeps what makes the next starts faster …");
            out.flush();
        });
        if (standalone.stop()) {
            out.printf(
                    Locale.ROOT,
                    "Cairn has stopped after %.1f s; its data stays in %s%n",
                    Duration.between(begun, Instant.now()).toMillis() / 1000.0,
                    standalone.data());
        } else {
            out.println("Cairn was not running on " + standalone.data());
        }
    }
}
