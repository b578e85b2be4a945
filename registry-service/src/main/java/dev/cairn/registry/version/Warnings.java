package dev.cairn.registry.version;

import dev.cairn.events.types.VersionId;
import dev.cairn.registry.catalogue.VersionEntry;
import dev.cairn.registry.catalogue.VersionEntry.Deprecation;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Warns whoever reads a deprecated version, in the headers of RFC 9745 and RFC 8594. */
public final class Warnings {

    private Warnings() {}

    public static void add(VersionEntry version, HttpServletResponse response) {
        Deprecation deprecation = version.deprecation();
        if (deprecation == null) {
            return;
        }
        response.setHeader("Deprecation", "@" + deprecation.since().getEpochSecond());
        Instant until = deprecation.until();
        if (until != null) {
            response.setHeader("Sunset", DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC)));
        }
        VersionId successor = deprecation.successor();
        if (successor != null) {
            response.setHeader(
                    "Link",
                    "</api/v1/models/" + successor.model() + "/versions/" + successor.label()
                            + ">; rel=\"successor-version\"");
        }
    }
}
