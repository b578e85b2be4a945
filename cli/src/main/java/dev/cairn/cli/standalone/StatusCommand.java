package dev.cairn.cli.standalone;

import dev.cairn.cli.Count;
import dev.cairn.cli.Failure;
import dev.cairn.cli.Storage;
import dev.cairn.cli.Table;
import dev.cairn.cli.remote.Endpoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows how a standalone does. */
@Command(
        name = "status",
        description = {
            "Shows whether everything runs: services and ports, what waits, the log and the storage.",
            "With --url, where Cairn runs already: what each service says of itself, to whoever is signed in of its parts too.",
            "Exit code 1 when something is wrong, with what it is."
        })
public final class StatusCommand implements Runnable {

    private static final List<String> SERVICES = List.of("registry", "approval", "deployment", "lineage", "audit");

    @Mixin
    private StandaloneOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        URI url = Endpoints.url();
        if (url == null) {
            showStandalone();
        } else {
            requireNothingLocal(url);
            new InstallationStatus(url, Endpoints.fromEnvironment())
                    .show(spec.commandLine().getOut());
        }
    }

    private void requireNothingLocal(URI url) {
        for (String local : List.of("--data", "--port-offset")) {
            if (spec.commandLine().getParseResult().hasMatchedOption(local)) {
                throw new ParameterException(
                        spec.commandLine(),
                        local + " is about a standalone of this machine, and " + url
                                + " is asked how it is. Leave out the one, or --url and CAIRN_URL.");
            }
        }
    }

    private void showStandalone() {
        var standalone = options.process().asItRuns();
        var process = standalone.running().orElseThrow(() -> away(standalone));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Cairn runs as process " + process.pid() + " on " + standalone.data());
        out.println();
        Map<String, Health> health = new LinkedHashMap<>();
        SERVICES.forEach(
                service -> health.put(service, Health.of(standalone.ports().get(service))));
        List<String> complaints = new ArrayList<>();
        parts(standalone, health, complaints).print(out);
        out.println();
        conditions(standalone.data(), health).print(out);
        health.forEach(
                (service, it) -> it.complaints().forEach(complaint -> complaints.add(service + ": " + complaint)));
        if (!standalone.ready()) {
            complaints.add("it is still starting, or its start failed");
        }
        if (!complaints.isEmpty()) {
            throw new Failure(
                    "Not everything is well:\n  " + String.join("\n  ", complaints), "Its log is " + standalone.log());
        }
    }

    private static Failure away(StandaloneProcess standalone) {
        String away = "Cairn does not run on " + standalone.data();
        return standalone
                .neighbour()
                .map(other -> new Failure(
                        away + "; the one on its ports runs on " + other.data() + ".",
                        "Look at that one with: " + other.call("status")))
                .orElseGet(() -> new Failure(away + ".", "Start it with: " + standalone.call("up")));
    }

    private static Table parts(StandaloneProcess standalone, Map<String, Health> health, List<String> complaints) {
        var table = new Table("PART", "ADDRESS", "STATE");
        standalone.ports().forEach((part, port) -> {
            boolean service = health.containsKey(part);
            boolean listens = StandaloneProcess.listens(port);
            String state = service ? health.get(part).state() : listens ? "up" : "away";
            table.row(part, (service || part.equals("issuer") ? "http://127.0.0.1:" : "127.0.0.1:") + port, state);
            if (!listens) {
                complaints.add(part + " does not answer on port " + port);
            }
        });
        return table;
    }

    private static Table conditions(Path data, Map<String, Health> health) {
        Health registry = health.get("registry");
        Health audit = health.get("audit");
        return new Table("CONDITION", "")
                .row(
                        "stored, not yet on the topics",
                        Count.of(sum(health, "cairn_relay_lag_events"), "event", "events"))
                .row(
                        "on the topics, not yet in views",
                        Count.of(sum(health, "cairn_inbox_lag_events"), "record", "records"))
                .row("parked keys", sum(health, "cairn_inbox_parked_keys"))
                .row("log", Count.of(audit.detail("log", "size"), "entry", "entries"))
                .row("newest checkpoint", seconds(audit.meter("cairn_log_checkpoint_age_seconds")) + " old")
                .row("oldest event without anchor", waits(audit.meter("cairn_log_anchor_age_seconds")))
                .row("storage", Storage.explained(registry.detail("writeOnce", "enforcement")))
                .row("disk", free(data));
    }

    private static long sum(Map<String, Health> health, String meter) {
        return (long) health.values().stream()
                .map(it -> it.meter(meter))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sum();
    }

    private static String waits(OptionalDouble seconds) {
        return seconds.isPresent() && seconds.getAsDouble() > 0 ? "waits for " + seconds(seconds) : "none";
    }

    private static String seconds(OptionalDouble seconds) {
        return seconds.isPresent() ? String.format(Locale.ROOT, "%.1f s", seconds.getAsDouble()) : "?";
    }

    private static String free(Path data) {
        try {
            return Files.getFileStore(data).getUsableSpace() / 1_000_000_000 + " GB free";
        } catch (IOException e) {
            return "? (" + e.getMessage() + ")";
        }
    }
}
