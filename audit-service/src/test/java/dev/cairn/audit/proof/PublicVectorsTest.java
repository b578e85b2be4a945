package dev.cairn.audit.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EventCodec;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Clause("AUD-2")
class PublicVectorsTest {

    private static final VerifierKey TILES_KEY =
            VerifierKey.parse("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");

    @Test
    void everyInclusionProofIsAcceptedOrRefusedAsStated() throws IOException {
        for (Path file : PublicVectors.files(PublicVectors.directory("merkle/inclusion"))) {
            JsonNode vector = EventCodec.json().readTree(Files.readAllBytes(file));
            boolean included = ProofCheck.included(
                    bytes(vector.get("leafHash")),
                    unsigned(vector.get("leafIdx")),
                    unsigned(vector.get("treeSize")),
                    path(vector.get("proof")),
                    bytes(vector.get("root")));
            assertThat(included)
                    .as(file.toString())
                    .isNotEqualTo(vector.get("wantErr").asBoolean());
        }
    }

    @Test
    void everyConsistencyProofIsAcceptedOrRefusedAsStated() throws IOException {
        for (Path file : PublicVectors.files(PublicVectors.directory("merkle/consistency"))) {
            JsonNode vector = EventCodec.json().readTree(Files.readAllBytes(file));
            boolean consistent = ProofCheck.consistent(
                    unsigned(vector.get("size1")),
                    unsigned(vector.get("size2")),
                    path(vector.get("proof")),
                    bytes(vector.get("root1")),
                    bytes(vector.get("root2")));
            assertThat(consistent)
                    .as(file.toString())
                    .isNotEqualTo(vector.get("wantErr").asBoolean());
        }
    }

    @Test
    void aPublishedLogIsReadToTheRootsItSigned() throws IOException {
        Path log = PublicVectors.directory("tlog-tiles");
        for (int size = 0; size <= 15; size++) {
            String note = Files.readString(log.resolve("checkpoint." + size));
            SignedNote signed = SignedNote.parse(note);
            assertThat(signed.signedBy(List.of(TILES_KEY))).contains(TILES_KEY);
            assertThat(signed.toString()).isEqualTo(note);
            Checkpoint checkpoint = Checkpoint.parse(signed.text());
            assertThat(checkpoint.size()).isEqualTo(size);
            assertThat(checkpoint.text()).isEqualTo(signed.text());
            assertThat(rootFromEntries(log, size)).isEqualTo(checkpoint.root());
        }
        assertThat(Files.readString(log.resolve("checkpoint")))
                .as("the newest one")
                .isEqualTo(Files.readString(log.resolve("checkpoint.15")));
        assertThat(PublicVectors.files(log))
                .as("sixteen checkpoints and the newest, a tile and a bundle for each size but 0: none is left out")
                .hasSize(17 + 15 + 15);
    }

    private static byte[] rootFromEntries(Path log, int size) throws IOException {
        var tree = new GrowingTree((level, index, hashes) -> {
            throw new AssertionError("no tile of this log is full");
        });
        if (size > 0) {
            byte[] bundle = Files.readAllBytes(
                    log.resolve("tile/" + Tile.entries(0, size).path()));
            List<byte[]> entries = EntryBundle.read(bundle);
            assertThat(EntryBundle.write(entries)).isEqualTo(bundle);
            entries.forEach(entry -> tree.add(MerkleTree.leafHash(entry)));
            byte[] tile = Files.readAllBytes(log.resolve("tile/" + new Tile(0, 0, size).path()));
            assertThat(tree.partialTiles().get(0).hashes()).isEqualTo(tile);
        }
        return tree.root();
    }

    @Test
    void aChangedCheckpointIsNotTheLogs() throws IOException {
        String note = Files.readString(PublicVectors.directory("tlog-tiles").resolve("checkpoint.7"));
        SignedNote forged = SignedNote.parse(note.replaceFirst("\n7\n", "\n8\n"));
        assertThat(forged.signedBy(List.of(TILES_KEY))).isEmpty();
        assertThat(note.getBytes(UTF_8)).isNotEqualTo(forged.toString().getBytes(UTF_8));
    }

    /** The vectors count in unsigned 64 bits; what does not fit a long is negative here, and refused. */
    private static long unsigned(JsonNode number) {
        return number.bigIntegerValue().longValue();
    }

    private static byte[] bytes(JsonNode node) {
        return node.isNull() ? new byte[0] : Base64.getDecoder().decode(node.asString());
    }

    private static List<byte[]> path(JsonNode proof) {
        List<byte[]> path = new ArrayList<>();
        if (!proof.isNull()) {
            proof.forEach(hash -> path.add(bytes(hash)));
        }
        return path;
    }
}
