package dev.cairn.cli.audit;

import dev.cairn.cli.Table;
import dev.cairn.cli.registry.Pages;
import dev.cairn.cli.remote.Api;
import java.io.PrintWriter;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Entries of the log, the newest first.
 *
 * @param query conditions of {@code GET /entries}, by name
 */
public record Trail(Api audit, Map<String, String> query) {

    /** What every type begins with; left out where types are shown. */
    static final String ALL_TYPES = "dev.cairn.";

    /** Prints the newest {@code limit} of them. */
    public void print(PrintWriter out, int limit) {
        var table = new Table("ENTRY", "WHEN", "WHO", "WHAT", "ABOUT", "EVENT");
        int shown = 0;
        for (JsonNode entry : pages()) {
            if (shown++ == limit) {
                break;
            }
            String who = entry.path("actor").asString();
            table.row(
                    entry.path("index").asString("-"),
                    entry.path("time").asString(),
                    who.substring(who.indexOf('#') + 1),
                    entry.path("type").asString().replaceFirst("^" + Pattern.quote(ALL_TYPES), ""),
                    entry.path("record").path("subject").asString(""),
                    entry.path("event").asString());
        }
        table.print(out);
    }

    private Pages pages() {
        return new Pages(
                audit,
                "/api/v1/entries",
                query.entrySet().stream()
                        .map(condition -> condition.getKey() + "=" + Api.escaped(condition.getValue()))
                        .collect(Collectors.joining("&")));
    }
}
