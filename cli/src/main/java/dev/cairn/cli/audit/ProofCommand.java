package dev.cairn.cli.audit;

import dev.cairn.cli.remote.Api;
import java.io.PrintWriter;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves that an event is in the log. */
@Command(
        name = "proof",
        description = {
            "Fetches the proof that an event is in the log, and checks it here.",
            "Checked is that the event's record hashes to the entry, that the entry is in the tree, that the tree is",
            "signed by the log's key, and that it grew out of the tree that this machine saw last."
        })
public final class ProofCommand implements Runnable {

    @Parameters(paramLabel = "EVENT", description = "The event's id; cairn history and cairn audit show it.")
    private UUID event;

    @Option(names = "--json", description = "Print the proof itself, to be checked elsewhere.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Proofs.fetch(Api.audit(), event).toPrettyString());
        } else {
            Proofs.print(Api.audit(), KnownLogs.ofThisUser(Api.audit()), event, out);
        }
    }
}
