package dev.cairn.cli.standalone;

import dev.cairn.cli.Failure;
import dev.cairn.cli.Table;
import dev.cairn.cli.remote.Api;
import dev.cairn.cli.remote.Endpoints;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * How an installation does that is somewhere, as its services say it. They tell everybody whether they are up, and of their parts
 * whoever is signed in.
 *
 * @param url where it is
 */
record InstallationStatus(URI url, Endpoints endpoints) {

    /** @throws Failure when a service is not up, or one of its parts */
    void show(PrintWriter out) {
        out.println("Cairn at " + url);
        out.println();
        var table = new Table("SERVICE", "ADDRESS", "STATE");
        List<String> complaints = new ArrayList<>();
        boolean toldOfParts = false;
        for (var service : Api.all(endpoints).entrySet()) {
            Health health = Health.of(service.getValue());
            table.row(service.getKey(), service.getValue().service(), health.state());
            toldOfParts |= health.answer().has("components");
            List<String> told = health.complaints();
            if (told.isEmpty() && !health.up()) {
                told.add("it is " + health.state());
            }
            told.forEach(complaint -> complaints.add(service.getKey() + ": " + complaint));
        }
        table.print(out);
        if (!complaints.isEmpty()) {
            throw new Failure(
                    "Not everything is well:\n  " + String.join("\n  ", complaints),
                    toldOfParts
                            ? "What to do about each is in docs/operations.md"
                            : "Sign in to see which parts are not well, with: cairn login --url " + url);
        }
    }
}
