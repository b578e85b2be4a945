package dev.cairn.cli.standalone;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts a standalone. */
@Command(name = "up", description = "Starts everything on this machine and waits until it is ready.")
public final class UpCommand implements Runnable {

    @Mixin
    private StandaloneOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        start(options.process(), spec.commandLine().getOut());
    }

    /** Starts it unless it runs, telling which parts came up. */
    public static void start(StandaloneProcess standalone, PrintWriter out) {
        Instant begun = Instant.now();
        Consumer<String> progress = part -> {
            out.printf(Locale.ROOT, "  %-10s is up after %.1f s%n", part, seconds(begun));
            out.flush();
        };
        Optional<ProcessHandle> running = standalone.running();
        if (running.isPresent() && standalone.ready()) {
            out.println("Cairn already runs on " + standalone.data() + "; cairn status shows it.");
            out.flush();
            return;
        }
        if (running.isPresent()) {
            standalone.awaitReady(running.get(), progress);
        } else {
            standalone.start(progress);
        }
        StandaloneProcess ready = standalone.asItRuns();
        out.printf(
                Locale.ROOT,
                "Cairn is ready after %.1f s: registry http://127.0.0.1:%d, audit http://127.0.0.1:%d%n",
                seconds(begun),
                ready.ports().get("registry"),
                ready.ports().get("audit"));
        out.flush();
    }

    private static double seconds(Instant begun) {
        return Duration.between(begun, Instant.now()).toMillis() / 1000.0;
    }
}
