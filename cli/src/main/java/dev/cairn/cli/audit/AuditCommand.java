package dev.cairn.cli.audit;

import dev.cairn.cli.Form;
import dev.cairn.cli.Listing;
import dev.cairn.cli.registry.Pages;
import dev.cairn.cli.registry.VersionsCommand;
import dev.cairn.cli.remote.Api;
import dev.cairn.cli.remote.Credentials;
import dev.cairn.cli.remote.Query;
import dev.cairn.events.EventTypes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Searches the log. */
@Command(
        name = "audit",
        description = {
            "Searches the log, newest first. Auditors see everything, others what they did themselves.",
            "Exit code 3 when the log does not continue what this machine saw of it last."
        })
public final class AuditCommand implements Runnable {

    /** What every type begins with; left out where types are shown. */
    private static final String ALL_TYPES = "dev.cairn.";

    private static final Listing ENTRIES = Listing.by("event")
            .column("ENTRY", entry -> entry.path("index").asString("-"))
            .column("WHEN", "time")
            .column("WHO", entry -> VersionsCommand.subject(entry.path("actor").asString()))
            .column("WHAT", entry -> entry.path("type").asString().replaceFirst("^dev\\.cairn\\.", ""))
            .column("ABOUT", entry -> entry.path("record").path("subject").asString(""))
            .column("EVENT", "event");

    @Option(names = "--model", paramLabel = "MODEL", description = "Only what concerns this model.")
    private @Nullable String model;

    @Option(
            names = "--actor",
            paramLabel = "[ISSUER#]SUBJECT",
            description = "Only what this actor did; of the issuer that you signed in at, when it names none.")
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
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "INSTANT", description = "Before this instant.")
    private @Nullable Instant to;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Mixin
    private Form form;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit is " + limit + "; it takes 1 or more.");
        }
        var entries = new Pages(Api.audit(), "/api/v1/entries", query());
        form.print(spec.commandLine().getOut(), ENTRIES, entries.stream().limit(limit)::iterator);
        KnownLogs.ofThisUser(Api.audit()).verifyServed();
    }

    private String query() {
        return new Query()
                .with("model", model)
                .with("actor", actor == null || actor.contains("#") ? actor : Credentials.issuer() + "#" + actor)
                .with("type", type == null ? null : type(type))
                .with("from", from)
                .with("to", to)
                .toString();
    }

    /** In full, however it was written. */
    private String type(String written) {
        String type = written.startsWith(ALL_TYPES) ? written : ALL_TYPES + written;
        if (EventTypes.byName(type).isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "There is no event type '" + written + "'; docs/events.md lists them.");
        }
        return type;
    }
}
