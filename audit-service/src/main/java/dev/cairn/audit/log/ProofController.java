package dev.cairn.audit.log;

import dev.cairn.audit.search.DisclosedRecords;
import dev.cairn.audit.tiles.PublicLog;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.web.ReadTags;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Proofs that an event is in the log, and that the log only grew. */
@RestController
@RequestMapping(path = "/api/v1/proofs", produces = MediaType.APPLICATION_JSON_VALUE)
class ProofController {

    private final ServedLog served;
    private final EntryRows rows;
    private final DisclosedRecords records;

    ProofController(ServedLog served, LogDatabase database, DisclosedRecords records) {
        this.served = served;
        this.rows = database.rows();
        this.records = records;
    }

    /**
     * @param index of the entry, from 0
     * @param size of the tree, as the checkpoint has it
     * @param hashes the audit path in base64, from the leaf's sibling upwards (RFC 6962)
     * @param checkpoint the signed note over the root
     * @param record the canonical record whose SHA-256 is the entry; for those who may read the event, else absent
     */
    record Inclusion(
            UUID event,
            long index,
            long size,
            List<byte[]> hashes,
            String checkpoint,
            @Nullable JsonNode record) {}

    @GetMapping("/inclusion")
    ResponseEntity<Inclusion> inclusion(@RequestParam UUID event, Caller caller) {
        PublicLog log = served.require();
        long index = rows.indexOf(event)
                .filter(it -> it < log.size())
                .orElseThrow(() -> new Refused(
                        LogRefusal.EVENT_NOT_LOGGED, "Event " + event + " is not under the newest checkpoint"));
        JsonNode record = records.of(event, caller).orElse(null);
        return ReadTags.answer(
                event + "/" + log.size() + (record == null ? "" : "/record"),
                new Inclusion(event, index, log.size(), log.inclusionProof(index), log.note(), record));
    }

    /** @param hashes the consistency proof in base64 (RFC 6962) */
    record Consistency(long from, long to, List<byte[]> hashes) {}

    @GetMapping("/consistency")
    ResponseEntity<Consistency> consistency(@RequestParam long from, @RequestParam long to) {
        try {
            var proof = new Consistency(from, to, served.require().consistencyProof(from, to));
            return ReadTags.answer(from + "/" + to, proof);
        } catch (IllegalArgumentException e) {
            throw new Refused(LogRefusal.PROOF_UNKNOWN, String.valueOf(e.getMessage()));
        }
    }
}
