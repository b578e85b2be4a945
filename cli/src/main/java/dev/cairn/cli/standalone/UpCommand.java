package dev.cairn.cli.standalone;

import dev.cairn.cli.audit.KnownLogs;
import dev.cairn.cli.remote.Endpoints;
import java.io.PrintWriter;
import java.net.URI;
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
        startToStay(options.process(), spec.commandLine().getOut());
    }

    /**
     * Starts it for this user to go on with. Where that begins a new history, another log at the same address is one by their
     * own deed: what they knew of the one before is set aside.
     */
    public static void startToStay(StandaloneProcess standalone, PrintWriter out) {
        boolean anew = standalone.isNew();
        start(standalone, out);
        if (anew) {
            URI audit = Endpoints.standalone(standalone.asItRuns().portOffset()).audit();
            KnownLogs.setAside(audit).ifPresent(told -> out.println(told));
        }
        out.flush();
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
            out.println("Cairn already runs on " + standalone.data() + "; " + standalone.call("status") + " shows it.");
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
