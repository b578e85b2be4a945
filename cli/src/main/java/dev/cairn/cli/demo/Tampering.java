package dev.cairn.cli.demo;

import dev.cairn.cli.Failure;
import dev.cairn.cli.audit.VerifyCommand;
import dev.cairn.cli.remote.Api;
import dev.cairn.cli.remote.Endpoints;
import dev.cairn.cli.signin.SignIn;
import dev.cairn.cli.standalone.StandaloneProcess;
import java.io.PrintWriter;
import tools.jackson.databind.JsonNode;

/** Three insiders alter history, each in their own way; verification finds and names each. */
final class Tampering {

    private final PrintWriter out;
    private final StandaloneProcess copy;
    private final Api audit;

    Tampering(PrintWriter out, StandaloneProcess copy) {
        this.out = out;
        this.copy = copy;
        var endpoints = Endpoints.standalone(copy.portOffset());
        String auditor = SignIn.at(endpoints).withPassword("ada", "ada-demo").value();
        this.audit = new Api(endpoints.audit(), () -> auditor);
    }

    void tell() {
        Chapter.begin(out, "The copy as it is: everything is read again and compared with the log");
        require(0, "something", VerifyCommand.verify(audit, out));
        alter("A storage administrator flips one byte of an artifact", "flip-artifact", "artifact");
        JsonNode before = alter("A database administrator edits an event row", "edit-row", "event-row");
        JsonNode after = alter("A Kafka administrator cuts the beginning of a topic", "cut-topic", "topic");
        if (artifacts(after) < artifacts(before)) {
            out.println(
                    "Fewer artifacts were read than before: which belong to a version stands in its event, and of one"
                            + " neither the row nor the record on the topic is left as it was.");
        }
    }

    private static long artifacts(JsonNode verification) {
        return verification.path("checked").path("artifacts").asLong();
    }

    private JsonNode alter(String heading, String how, String found) {
        Chapter.begin(out, heading);
        out.println("  " + copy.runAs("dev.cairn.standalone.insider.Insider", how));
        JsonNode verification = VerifyCommand.verify(audit, out);
        boolean named = verification
                .path("findings")
                .valueStream()
                .anyMatch(finding -> finding.path("what").asString().equals(found));
        require(1, found, verification);
        if (!named) {
            throw new Failure("The altered " + found + " was not named.", null);
        }
        return verification;
    }

    private static void require(int atLeast, String what, JsonNode verification) {
        int total = verification.path("total").asInt();
        if (atLeast == 0 && total > 0) {
            throw new Failure("Verification found " + total + " things in data that nobody had altered.", null);
        }
        if (total < atLeast) {
            throw new Failure("Verification did not find the altered " + what + ".", null);
        }
    }
}
