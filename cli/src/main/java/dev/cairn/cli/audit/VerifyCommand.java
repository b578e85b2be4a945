package dev.cairn.cli.audit;

import dev.cairn.cli.Failure;
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
        out.println(
                "The log is signed over " + tree.size() + " entries and contradicts nothing that this machine saw.");
        int total = verification.path("total").asInt();
        if (total > 0) {
            throw new Failure(
                    total + (total == 1 ? " thing was" : " things were") + " found to be altered.",
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
        if (verification.path("open").asInt() > 0) {
            out.println(verification.path("open").asString()
                    + " events were too young to be judged; the next verification judges them.");
        }
        if (verification.path("total").asInt() == 0) {
            out.println("Nothing was altered; storage is "
                    + verification.path("storage").asString("unproven") + ".");
        } else if (verification.hasNonNull("lastGoodSize")) {
            String anchor = verification.hasNonNull("lastGoodAnchor")
                    ? "the anchor over "
                            + verification.path("lastGoodAnchorSize").asString() + " entries, "
                            + verification.path("lastGoodAnchor").asString()
                    : "before the first anchor";
            out.println("The first " + verification.path("lastGoodSize").asString()
                    + " entries are as they were; altered since: " + anchor + ".");
        }
    }
}
