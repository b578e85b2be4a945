package dev.cairn.audit.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.test.Clause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Clause("AUD-2")
class MerkleTreeTest {

    /** Full and partial tiles kept in a map: the smallest thing that can serve nodes. */
    private static final class TilesInMemory {
        private final Map<String, byte[]> tiles = new HashMap<>();
        private final GrowingTree tree = new GrowingTree(
                (level, index, hashes) -> tiles.put(Tile.full(level, index).place(), hashes));

        void add(byte[] entry) {
            tree.add(MerkleTree.leafHash(entry));
        }

        void settle() {
            tree.partialTiles().forEach(part -> tiles.put(part.tile().place(), part.hashes()));
        }

        byte[] node(int level, long index) {
            int inTile = level % 8;
            int width = 1 << inTile;
            long first = index << inTile;
            byte[] hashes = tiles.get(Tile.full(level / 8, first >> 8).place());
            return Tile.rootOf(hashes, (int) (first & 0xff), width);
        }
    }

    private static TilesInMemory treeOf(List<byte[]> entries) {
        var tiles = new TilesInMemory();
        entries.forEach(tiles::add);
        tiles.settle();
        return tiles;
    }

    /** The first two come from RFC 6962's own examples: the hash of nothing, and of an empty leaf. */
    @Test
    void hashesAreThoseOfTheStandard() {
        assertThat(hex(MerkleTree.emptyRoot()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(hex(MerkleTree.leafHash(new byte[0])))
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assertThat(hex(MerkleTree.nodeHash(
                        MerkleTree.leafHash("a".getBytes(UTF_8)), MerkleTree.leafHash("b".getBytes(UTF_8)))))
                .isEqualTo(hex(TreeByDefinition.root(List.of("a".getBytes(UTF_8), "b".getBytes(UTF_8)))));
    }

    @Test
    void aThousandRandomTreesAgreeWithTheDefinition() {
        var random = new Random(6962);
        for (int round = 0; round < 1_000; round++) {
            List<byte[]> entries =
                    TreeByDefinition.randomEntries(random, 1 + random.nextInt(round % 50 == 0 ? 1_500 : 70));
            int size = entries.size();
            TilesInMemory tiles = treeOf(entries);
            byte[] root = TreeByDefinition.root(entries);
            assertThat(tiles.tree.root()).isEqualTo(root);
            assertThat(MerkleTree.root(size, tiles::node)).isEqualTo(root);
            int index = random.nextInt(size);
            List<byte[]> path = MerkleTree.inclusionProof(index, size, tiles::node);
            assertThat(path).usingElementComparator(Arrays::compare).isEqualTo(TreeByDefinition.path(index, entries));
            assertThat(ProofCheck.included(MerkleTree.leafHash(entries.get(index)), index, size, path, root))
                    .isTrue();
            int from = 1 + random.nextInt(size);
            byte[] older = TreeByDefinition.root(entries.subList(0, from));
            List<byte[]> proof = MerkleTree.consistencyProof(from, size, tiles::node);
            assertThat(proof).usingElementComparator(Arrays::compare).isEqualTo(TreeByDefinition.proof(from, entries));
            assertThat(ProofCheck.consistent(from, size, proof, older, root)).isTrue();
        }
    }

    @Test
    void noProofHoldsForAnotherLeafPositionSizeOrRoot() {
        var random = new Random(9162);
        for (int round = 0; round < 1_000; round++) {
            List<byte[]> entries = TreeByDefinition.randomEntries(random, 2 + random.nextInt(60));
            int size = entries.size();
            TilesInMemory tiles = treeOf(entries);
            byte[] root = tiles.tree.root();
            int index = random.nextInt(size);
            byte[] leaf = MerkleTree.leafHash(entries.get(index));
            List<byte[]> path = MerkleTree.inclusionProof(index, size, tiles::node);
            int other = (index + 1 + random.nextInt(size - 1)) % size;
            assertThat(ProofCheck.included(leaf, other, size, path, root)).isFalse();
            assertThat(ProofCheck.included(flipped(leaf, random), index, size, path, root))
                    .isFalse();
            assertThat(ProofCheck.included(leaf, index, size, path, flipped(root, random)))
                    .isFalse();
            assertThat(ProofCheck.included(leaf, index, size, oneFlipped(path, random), root))
                    .isFalse();
            assertThat(ProofCheck.included(leaf, index, size, path.subList(1, path.size()), root))
                    .isFalse();
        }
    }

    @Test
    void aTreeGoesOnFromItsTilesAsIfItHadNeverStopped() {
        var random = new Random(7);
        for (int round = 0; round < 60; round++) {
            List<byte[]> entries = TreeByDefinition.randomEntries(random, 1 + random.nextInt(1_000));
            int pause = random.nextInt(entries.size());
            TilesInMemory before = treeOf(entries.subList(0, pause));
            GrowingTree resumed = GrowingTree.at(
                    pause,
                    (level, index, width) ->
                            before.tiles.get(Tile.full(level, index).place()),
                    (level, index, hashes) -> {});
            assertThat(resumed.root()).isEqualTo(before.tree.root());
            entries.subList(pause, entries.size()).forEach(entry -> resumed.add(MerkleTree.leafHash(entry)));
            assertThat(resumed.root()).isEqualTo(TreeByDefinition.root(entries));
        }
    }

    @Test
    void aTreeOverSeventyThousandLeavesFillsTilesOfTheSecondLevel() {
        var tiles = new TilesInMemory();
        byte[] entry = "the same each time".getBytes(UTF_8);
        for (int i = 0; i < 70_000; i++) {
            tiles.add(entry);
        }
        tiles.settle();
        assertThat(tiles.tiles).containsKeys("0/000", "0/272", "0/273", "1/000", "1/001", "2/000");
        byte[] root = tiles.tree.root();
        List<byte[]> path = MerkleTree.inclusionProof(65_536, 70_000, tiles::node);
        assertThat(ProofCheck.included(MerkleTree.leafHash(entry), 65_536, 70_000, path, root))
                .isTrue();
        List<byte[]> proof = MerkleTree.consistencyProof(65_537, 70_000, tiles::node);
        byte[] older = MerkleTree.root(65_537, tiles::node);
        assertThat(ProofCheck.consistent(65_537, 70_000, proof, older, root)).isTrue();
    }

    @Test
    void whatCannotBeProvedIsRefused() {
        TilesInMemory tiles = treeOf(List.of("one".getBytes(UTF_8)));
        assertThatThrownBy(() -> MerkleTree.inclusionProof(1, 1, tiles::node))
                .hasMessage("A tree of size 1 has no leaf 1");
        assertThatThrownBy(() -> MerkleTree.consistencyProof(0, 1, tiles::node))
                .hasMessageContaining("from size 0 to 1");
        assertThatThrownBy(() -> MerkleTree.consistencyProof(2, 1, tiles::node))
                .hasMessageContaining("from size 2 to 1");
    }

    private static byte[] flipped(byte[] hash, Random random) {
        byte[] other = hash.clone();
        other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
        return other;
    }

    private static List<byte[]> oneFlipped(List<byte[]> path, Random random) {
        List<byte[]> other = new ArrayList<>(path);
        int which = random.nextInt(other.size());
        other.set(which, flipped(other.get(which), random));
        return other;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
