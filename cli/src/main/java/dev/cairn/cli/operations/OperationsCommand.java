package dev.cairn.cli.operations;

import dev.cairn.cli.Failure;
import dev.cairn.cli.Table;
import dev.cairn.cli.remote.Api;
import java.io.PrintWriter;
import java.util.Map;
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

    @Command(description = "Makes a service's views anew, while it runs.")
    void rebuild(@Parameters(paramLabel = "SERVICE") Service service) {
        run(service, "rebuild");
    }

    @Command(description = "Refills a service's event store from its topics.")
    void restore(@Parameters(paramLabel = "SERVICE") Service service) {
        run(service, "restore");
    }

    @Command(description = "Refills a service's topics from its event store.")
    void republish(@Parameters(paramLabel = "SERVICE") Service service) {
        run(service, "republish");
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
        JsonNode outcome = service.api().post("/api/v1/parked-keys/retry", Map.of("topic", topic, "key", key));
        requireGoesOn(key, outcome);
        spec.commandLine().getOut().println(key + " goes on");
    }

    @Command(description = "Gives up the event that holds a key back; recorded.")
    void discard(
            @Parameters(paramLabel = "SERVICE") Service service,
            @Parameters(paramLabel = "TOPIC") String topic,
            @Parameters(paramLabel = "KEY") String key,
            @Option(names = "--reason", required = true, description = "Why; goes on the log.") String reason) {
        JsonNode outcome =
                service.api().post("/api/v1/parked-keys/discard", Map.of("topic", topic, "key", key, "reason", reason));
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

    private void run(Service service, String operation) {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode done = Running.await(service.api(), "/api/v1/operations/" + operation, out);
        if (done.path("state").asString().equalsIgnoreCase("failed")) {
            throw new Failure(
                    operation + " failed: " + done.path("message").asString(),
                    "Correct what is named, then run it again; it goes on where it can.");
        }
        out.println(operation + " is done. " + done.path("message").asString());
    }
}
