package dev.cairn.cli.operations;

import dev.cairn.cli.Failure;
import dev.cairn.cli.Table;
import dev.cairn.cli.remote.Api;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Operators' work; needs the role admin. */
@Command(
        name = "operations",
        synopsisSubcommandLabel = "COMMAND",
        description = "Rebuilds, restores, republishes, and goes on with keys that were parked. Needs the role admin.")
public final class OperationsCommand {

    private static final String RUNS = "/api/v1/operations/";

    enum Service {
        REGISTRY,
        APPROVAL,
        DEPLOYMENT,
        LINEAGE,
        AUDIT;

        Api api() {
            return switch (this) {
                case REGISTRY -> Api.registry();
                case APPROVAL -> Api.approval();
                case DEPLOYMENT -> Api.deployment();
                case LINEAGE -> Api.lineage();
                case AUDIT -> Api.audit();
            };
        }
    }

    @Spec
    private CommandSpec spec;

    @Command(description = "Makes the views of services anew, while they run.")
    void rebuild(@Parameters(paramLabel = "SERVICE", arity = "1..*") List<Service> services) {
        run(services, "rebuild");
    }

    @Command(description = "Refills the event stores of services from their topics.")
    void restore(@Parameters(paramLabel = "SERVICE", arity = "1..*") List<Service> services) {
        run(services, "restore");
    }

    @Command(description = "Refills the topics of services from their event stores.")
    void republish(@Parameters(paramLabel = "SERVICE", arity = "1..*") List<Service> services) {
        run(services, "republish");
    }

    @Command(description = "Lists the keys that cannot go on, and why.")
    void parked(@Parameters(paramLabel = "SERVICE") Service service) {
        JsonNode parked = service.api().get("/api/v1/parked-keys").path("items");
        if (parked.isEmpty()) {
            spec.commandLine().getOut().println("No key is parked.");
            return;
        }
        var table = new Table("TOPIC", "KEY", "SINCE", "WAITING", "REASON");
        for (JsonNode key : parked) {
            table.row(
                    key.path("topic").asString(),
                    key.path("key").asString(),
                    key.path("parkedAt").asString(),
                    key.path("waiting").asString(),
                    key.path("reason").asString());
        }
        table.print(spec.commandLine().getOut());
    }

    @Command(description = "Takes a parked key's events in again.")
    void retry(
            @Parameters(paramLabel = "SERVICE") Service service,
            @Parameters(paramLabel = "TOPIC") String topic,
            @Parameters(paramLabel = "KEY") String key) {
        JsonNode outcome =
                service.api().unhurried().post("/api/v1/parked-keys/retry", Map.of("topic", topic, "key", key));
        requireGoesOn(key, outcome);
        spec.commandLine().getOut().println(key + " goes on");
    }

    @Command(description = "Gives up the event that holds a key back; recorded.")
    void discard(
            @Parameters(paramLabel = "SERVICE") Service service,
            @Parameters(paramLabel = "TOPIC") String topic,
            @Parameters(paramLabel = "KEY") String key,
            @Option(names = "--reason", required = true, description = "Why; goes on the log.") String reason) {
        JsonNode outcome = service.api()
                .unhurried()
                .post("/api/v1/parked-keys/discard", Map.of("topic", topic, "key", key, "reason", reason));
        spec.commandLine().getOut().println("Discarded the event that held " + key + " back");
        requireGoesOn(key, outcome);
        spec.commandLine().getOut().println(key + " goes on");
    }

    /** @throws Failure when an event holds the key back again, the same or one behind it */
    static void requireGoesOn(String key, JsonNode outcome) {
        JsonNode parked = outcome.path("parked");
        if (parked.isObject()) {
            throw new Failure(
                    outcome.path("taken").asString("0") + " events of " + key
                            + " were taken in, then it was parked again: "
                            + parked.path("reason").asString(),
                    "Correct the cause and retry, or give that event up too with: cairn operations discard");
        }
    }

    @Command(description = "Goes on showing a run that was started before, from whichever terminal.")
    void follow(
            @Parameters(paramLabel = "SERVICE") Service service,
            @Parameters(paramLabel = "RUN", description = "Its id, as the start printed it.") UUID run) {
        conclude(service, follow(service, service.api().get(RUNS + run)));
    }

    /** All are begun before the first is waited for; that one fails keeps none of the others from ending. */
    private void run(List<Service> services, String operation) {
        PrintWriter out = spec.commandLine().getOut();
        Map<Service, JsonNode> begun = new LinkedHashMap<>();
        for (Service service : services) {
            begun.computeIfAbsent(service, it -> it.api().post(RUNS + operation, Map.of()));
            out.println(
                    name(service) + ": " + operation + " has begun and goes on if this command is interrupted; then: "
                            + "cairn operations follow " + name(service) + " "
                            + begun.get(service).path("id").asString());
            out.flush();
        }
        List<Failure> failures = new ArrayList<>();
        begun.forEach((service, run) -> {
            try {
                conclude(service, follow(service, run));
            } catch (Failure e) {
                failures.add(e);
            }
        });
        if (!failures.isEmpty()) {
            throw new Failure(
                    failures.stream().map(Failure::getMessage).collect(Collectors.joining("\n")),
                    failures.get(0).next());
        }
    }

    private JsonNode follow(Service service, JsonNode run) {
        PrintWriter out = spec.commandLine().getOut();
        return Running.follow(service.api(), RUNS + run.path("id").asString(), run, out);
    }

    private void conclude(Service service, JsonNode run) {
        String what = name(service) + ": " + run.path("name").asString();
        String message = run.path("message").asString();
        if (run.path("state").asString().equalsIgnoreCase("failed")) {
            throw new Failure(
                    what + " failed: " + message, "Correct what is named, then run it again; it goes on where it can.");
        }
        spec.commandLine().getOut().println(what + " is done. " + message);
    }

    private static String name(Service service) {
        return service.name().toLowerCase(Locale.ROOT);
    }
}
