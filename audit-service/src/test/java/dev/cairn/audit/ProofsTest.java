package dev.cairn.audit;

import static dev.cairn.audit.AuditSystem.auditor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.audit.AuditSystem.Answer;
import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.proof.EntryBundle;
import dev.cairn.audit.proof.GrowingTree;
import dev.cairn.audit.proof.MerkleTree;
import dev.cairn.audit.proof.ProofCheck;
import dev.cairn.audit.proof.SignedNote;
import dev.cairn.audit.proof.Tile;
import dev.cairn.audit.proof.VerifierKey;
import dev.cairn.events.CanonicalJson;
import dev.cairn.events.LogEntry;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.types.ModelName;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestTokens;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The public log and its proofs over HTTP, checked by {@link ProofCheck}, which knows nothing of how they are made. */
@Clause({"AUD-2", "IMM-3"})
class ProofsTest {

    private static final AuditSystem AUDIT = RunningAudit.SYSTEM;

    private static List<RecordedEvent> events(int count) {
        String model = TestServers.uniqueName("proved");
        List<RecordedEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(RegistryInPlace.event(
                    new ModelDescribed(new ModelName(model), "change " + i), i, RegistryInPlace.MIA));
        }
        AUDIT.registry.store(events);
        AUDIT.awaitLogged(events.get(count - 1));
        return events;
    }

    private static Checkpoint signed(String note) {
        SignedNote signed = SignedNote.parse(note);
        VerifierKey key = VerifierKey.parse(AUDIT.anonymously("/log/vkey").text());
        assertThat(signed.signedBy(List.of(key))).contains(key);
        return Checkpoint.parse(signed.text());
    }

    private static Checkpoint newest() {
        return signed(AUDIT.anonymously("/log/checkpoint").text());
    }

    private static List<byte[]> hashes(JsonNode proof) {
        List<byte[]> hashes = new ArrayList<>();
        proof.path("hashes").forEach(hash -> hashes.add(Base64.getDecoder().decode(hash.asString())));
        return hashes;
    }

    @Test
    void everyEventIsProvedUnderTheCheckpointThatComesWithTheProof() {
        for (RecordedEvent event : events(40)) {
            JsonNode proof = AUDIT.inclusion(event.headers().id()).json();
            Checkpoint checkpoint = signed(proof.path("checkpoint").asString());

            assertThat(checkpoint.size()).isEqualTo(proof.path("size").asLong());
            assertThat(ProofCheck.included(
                            MerkleTree.leafHash(LogEntry.of(event).bytes()),
                            proof.path("index").asLong(),
                            checkpoint.size(),
                            hashes(proof),
                            checkpoint.root()))
                    .isTrue();
            assertThat(CanonicalJson.digest(proof.path("record")))
                    .as("the disclosed record is the entry's")
                    .isEqualTo(LogEntry.of(event));
        }
    }

    @Test
    void everySizeIsProvedToBeTheBeginningOfEveryLargerOne() {
        events(70);
        Checkpoint newest = newest();
        List<Checkpoint> sizes = new ArrayList<>();
        for (long size = Math.max(1, newest.size() - 300); size <= newest.size(); size += 7) {
            sizes.add(at(size, newest));
        }
        sizes.add(at(1, newest));
        for (Checkpoint smaller : sizes) {
            JsonNode proof = AUDIT.get(
                            auditor(), "/api/v1/proofs/consistency?from=" + smaller.size() + "&to=" + newest.size())
                    .json();
            assertThat(ProofCheck.consistent(
                            smaller.size(), newest.size(), hashes(proof), smaller.root(), newest.root()))
                    .as("from %d to %d", smaller.size(), newest.size())
                    .isTrue();
            assertThat(ProofCheck.consistent(smaller.size(), newest.size(), hashes(proof), new byte[32], newest.root()))
                    .isFalse();
        }
    }

    /** The root that the public bundles give for a size, computed by definition. */
    private static Checkpoint at(long size, Checkpoint newest) {
        var tree = new GrowingTree((level, index, hashes) -> {});
        for (long bundle = 0; bundle * 256 < size; bundle++) {
            int width = (int) Math.min(256, newest.size() - bundle * 256);
            String path = Tile.entries(bundle, width).path();
            byte[] content = AUDIT.anonymously("/log/tile/" + path).response().body();
            for (byte[] entry : EntryBundle.read(content)) {
                if (tree.size() < size) {
                    tree.add(MerkleTree.leafHash(entry));
                }
            }
        }
        return new Checkpoint(AuditSystem.ORIGIN, size, tree.root());
    }

    @Test
    void theCheckpointOnlyGrowsWhileEventsArrive() {
        List<Checkpoint> shown = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            events(5);
            shown.add(newest());
        }
        assertThat(shown.stream().map(Checkpoint::size).toList()).isSorted();
        for (Checkpoint earlier : shown) {
            assertThat(at(earlier.size(), newest()).root()).isEqualTo(earlier.root());
        }
    }

    @Test
    @Clause("AUD-5")
    void theLogIsOpenToAllAndSaysNothingButDigests() {
        RecordedEvent event = events(1).get(0);
        Checkpoint newest = newest();
        long last = (newest.size() - 1) / 256;
        int width = (int) (newest.size() - last * 256);

        Answer bundle = AUDIT.anonymously(
                "/log/tile/entries/" + Tile.entries(last, width).path().substring("entries/".length()));

        assertThat(bundle.response().body()).hasSize(width * 34);
        assertThat(bundle.text())
                .doesNotContain(event.key(), event.headers().id().toString(), "model", "issuer");
        assertThat(AUDIT.anonymously("/log/vkeys").text())
                .isEqualTo(AUDIT.anonymously("/log/vkey").text());
    }

    @Test
    @Clause({"ACL-1", "AUD-5"})
    void theRecordComesOnlyWithTheProofForThoseWhoMayReadIt() {
        RecordedEvent event = events(1).get(0);
        String path = "/api/v1/proofs/inclusion?event=" + event.headers().id();

        assertThat(AUDIT.get(TestTokens.of("ada", "auditor"), path).json().has("record"))
                .isTrue();
        assertThat(AUDIT.get(TestTokens.of("mia", "ml-engineer"), path).json().has("record"))
                .as("Mia did it herself")
                .isTrue();
        for (String role : List.of("ml-engineer", "deployer", "admin")) {
            JsonNode proof = AUDIT.get(TestTokens.of("stranger", role), path).json();
            assertThat(proof.has("record")).as(role).isFalse();
            assertThat(proof.toString()).doesNotContain(event.key(), "mia");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=0&to=1",
                "from=-1&to=1",
                "from=2&to=1",
                "from=1&to=9223372036854775807",
                "from=-9223372036854775808&to=9223372036854775807",
                "from=1&to=0",
            })
    void aProofThatThereCannotBeIsRefused(String query) {
        events(1);
        Answer answer = AUDIT.get(auditor(), "/api/v1/proofs/consistency?" + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("proof-unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/proofs/consistency?from=1",
                "/api/v1/proofs/consistency?from=x&to=1",
                "/api/v1/proofs/consistency?from=1&to=9223372036854775808",
                "/api/v1/proofs/inclusion",
                "/api/v1/proofs/inclusion?event=1",
                "/api/v1/proofs/inclusion?event=%00",
            })
    void aMalformedQuestionIsRefused(String path) {
        Answer answer = AUDIT.get(auditor(), path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("request-malformed");
    }

    @Test
    void anEventThatIsNotThereHasNoProof() {
        Answer answer = AUDIT.get(auditor(), "/api/v1/proofs/inclusion?event=00000000-0000-0000-0000-000000000000");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("event-not-logged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/x999/999",
                "0/x999/x999/x999/x999/x999/999",
                "entries/x999/999",
                "5/000",
                "0/000.p/0",
                "0/000.p/256",
                "0/000.p/-1",
                "0/000.p/255x",
                "0/x000/000",
                "6/000",
                "-1/000",
                "0/0",
                "0/000/..%2f..%2fkey",
                "0/%30%30%30",
                "data/000",
                "",
            })
    void aTileThatThereIsNotIsRefused(String path) {
        Answer answer = AUDIT.anonymously("/log/tile/" + path);
        assertThat(answer.status()).as(answer.toString()).isIn(400, 404);
        assertThat(answer.text()).contains("\"type\"").doesNotContain("Exception");
    }

    @Test
    void nobodyCanWriteToTheLog() {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
            for (String path : List.of("/log/checkpoint", "/log/vkey", "/log/tile/0/000")) {
                assertThat(AUDIT.send(auditor(), method, path).status())
                        .as(method + " " + path)
                        .isEqualTo(405);
            }
        }
    }
}
