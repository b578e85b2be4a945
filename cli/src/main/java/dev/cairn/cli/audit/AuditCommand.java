package dev.cairn.cli.audit;

import dev.cairn.cli.remote.Api;
import dev.cairn.events.EventTypes;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Searches the log. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Searches the log, newest first. Auditors see everything, others what they did themselves.",
            "Exit code 3 when the log does not continue what this machine saw of it last."
        })
public final class AuditCommand implements Runnable {

    @Option(names = "--model", paramLabel = "MODEL", description = "Only what concerns this model.")
    private @Nullable String model;

    @Option(names = "--actor", paramLabel = "ISSUER#SUBJECT", description = "Only what this actor did.")
    private @Nullable String actor;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Only events of this type, such as registry.VersionRegistered.v1; docs/events.md lists them.")
    private @Nullable String type;

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            description = "From this instant on, such as 2026-11-24T09:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "INSTANT", description = "Before this instant.")
    private @Nullable String to;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit is " + limit + "; it takes 1 or more.");
        }
        new Trail(Api.audit(), query()).print(spec.commandLine().getOut(), limit);
        KnownLogs.ofThisUser(Api.audit()).verifyServed();
    }

    private Map<String, String> query() {
        Map<String, String> query = new TreeMap<>();
        put(query, "model", model);
        put(query, "actor", actor);
        put(query, "type", type == null ? null : type(type));
        put(query, "from", from);
        put(query, "to", to);
        return query;
    }

    /** In full, however it was written. */
    private String type(String written) {
        String type = written.startsWith(Trail.ALL_TYPES) ? written : Trail.ALL_TYPES + written;
        if (EventTypes.byName(type).isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "There is no event type '" + written + "'; docs/events.md lists them.");
        }
        return type;
    }

    private static void put(Map<String, String> query, String name, @Nullable String value) {
        if (value != null) {
            query.put(name, value);
        }
    }
}
