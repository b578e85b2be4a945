package dev.cairn.cli.audit;

import dev.cairn.cli.Count;
import dev.cairn.cli.Failure;
import dev.cairn.cli.Storage;
import dev.cairn.cli.operations.Running;
import dev.cairn.cli.remote.Api;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Verifies everything from the log. */
@Command(
        name = "verify",
        description = {
            "Reads everything again, and says what was altered, where, and since when.",
            "Read are topics, event rows, tiles, anchors, manifests and artifacts; then it is checked here that the log",
            "is signed and grew out of what this machine saw last.",
            "Needs the role auditor or admin. Exit code 3 when something was altered."
        })
public final class VerifyCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode verification = verify(Api.audit(), out);
        // The service's word about itself is not all there is
        SignedTree tree = KnownLogs.ofThisUser(Api.audit()).verifyServed();
        out.println("The log is signed over " + Count.of(tree.size(), "entry", "entries")
                + " and contradicts nothing that this machine saw.");
        int total = verification.path("total").asInt();
        if (total > 0) {
            throw new Failure(
                    Count.of(total, "thing was", "things were") + " found to be altered.",
                    "Keep everything as it is, and compare with backups and witnesses from before.",
                    Failure.ALTERED,
                    null);
        }
    }

    /** Runs a verification to its end and prints what it found. */
    public static JsonNode verify(Api audit, PrintWriter out) {
        JsonNode verification = Running.await(audit, "/api/v1/verifications", out);
        if (verification.path("state").asString().equalsIgnoreCase("failed")) {
            throw new Failure(
                    "The verification could not be finished: "
                            + verification.path("problem").asString(),
                    "Nothing is proved; try again when what is named works.");
        }
        verification.path("checked").forEachEntry((what, count) -> out.printf("  %-16s %s%n", what, count.asString()));
        for (JsonNode finding : verification.path("findings")) {
            out.println("ALTERED " + finding.path("what").asString() + " "
                    + finding.path("where").asString() + ": "
                    + finding.path("problem").asString());
        }
        conclude(verification, out);
        out.flush();
        return verification;
    }

    private static void conclude(JsonNode verification, PrintWriter out) {
        for (JsonNode service : verification.path("unread")) {
            out.println("NOT READ the event rows of " + service.asString() + ", so nothing is said of them.");
        }
        int open = verification.path("open").asInt();
        if (open > 0) {
            out.println(Count.of(open, "event was", "events were")
                    + " too young to be judged; the next verification does it.");
        }
        if (verification.path("total").asInt() == 0) {
            out.println("Nothing was altered. Storage is "
                    + Storage.explained(verification.path("storage").asString("unproven")) + ".");
        } else if (verification.hasNonNull("lastGoodSize")) {
            out.println(since(verification));
        }
    }

    /** From which entry on, and what was put beyond reach before that. */
    private static String since(JsonNode verification) {
        String anchor = verification.hasNonNull("lastGoodAnchor")
                ? "the newest anchor before it, "
                        + verification.path("lastGoodAnchor").asString() + ", covers "
                        + Count.of(verification.path("lastGoodAnchorSize").asString(), "entry", "entries")
                : "no anchor is from before it";
        return "The first entry that this concerns is entry "
                + verification.path("lastGoodSize").asString() + "; " + anchor + ".";
    }
}
