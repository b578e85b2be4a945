package dev.cairn.cli.audit;

import dev.cairn.cli.Count;
import dev.cairn.cli.Failure;
import dev.cairn.cli.Pause;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.CanonicalJson;
import dev.cairn.events.types.Sha256Digest;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Proofs that events are in the log, checked on this machine. */
public final class Proofs {

    /** An event is provable some moments after it was stored. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Proofs() {}

    /**
     * Fetches the proof of an event, checks it and prints it step by step.
     *
     * @param logs what this machine knows of the log
     * @throws Failure when it is not proved
     */
    public static void print(Api audit, KnownLogs logs, UUID event, PrintWriter out) {
        Proven proven = prove(audit, logs, event);
        JsonNode record = proven.record();
        out.println("  The event   " + record.path("type").asString() + " of "
                + record.path("subject").asString());
        out.println("  hashes to   " + proven.entry());
        out.println("  is entry    " + proven.index() + " of " + proven.size() + ", by "
                + Count.of(proven.path().size(), "hash", "hashes") + ",");
        out.println("  under root  " + proven.root());
        out.println("  signed by   " + proven.origin());
        out.println("  Proved.");
        out.flush();
    }

    /**
     * Fetches the proof of an event and checks it.
     *
     * @param logs what this machine knows of the log
     * @throws Failure when it is not proved
     */
    public static Proven prove(Api audit, KnownLogs logs, UUID event) {
        JsonNode proof = fetch(audit, event);
        SignedTree tree = logs.verify(proof.path("checkpoint").asString());
        JsonNode record = proof.path("record");
        if (!record.isObject()) {
            throw new Failure(
                    "You may not read this event, so its record cannot be compared with the log.",
                    "Ask an auditor, or whoever caused the event.");
        }
        Sha256Digest entry = CanonicalJson.digest(record);
        long index = proof.path("index").asLong();
        List<byte[]> path = new ArrayList<>();
        proof.path("hashes").forEach(hash -> path.add(hash.binaryValue()));
        if (!LogProof.included(entry.bytes(), index, tree.size(), path, tree.root())) {
            throw SignedTree.altered("The proof does not lead from the event to the log's root");
        }
        return new Proven(record, entry, index, tree.size(), path, tree.rootText(), tree.origin());
    }

    static JsonNode fetch(Api audit, UUID event) {
        Instant limit = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                JsonNode proof = audit.get("/api/v1/proofs/inclusion?event=" + event);
                if (proof.path("record").isObject() || Instant.now().isAfter(limit)) {
                    return proof;
                }
            } catch (Failure e) {
                if (Instant.now().isAfter(limit)) {
                    throw e;
                }
            }
            Pause.ofMillis(200);
        }
    }
}
