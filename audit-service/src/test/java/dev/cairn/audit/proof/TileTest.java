package dev.cairn.audit.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {

    @Test
    void pathsAreWrittenInGroupsOfThreeDigits() {
        assertThat(Tile.full(0, 0).path()).isEqualTo("0/000");
        assertThat(Tile.full(1, 1_234_067).path()).isEqualTo("1/x001/x234/067");
        assertThat(new Tile(0, 273, 112).path()).isEqualTo("0/273.p/112");
        assertThat(Tile.entries(1_000, 5).path()).isEqualTo("entries/x001/000.p/5");
    }

    @Test
    void everyPathIsReadBackAsTheTileItNames() {
        var random = new Random(42);
        for (int round = 0; round < 1_000; round++) {
            var tile = new Tile(
                    random.nextInt(7) - 1, random.nextLong(1L << random.nextInt(1, 50)), 1 + random.nextInt(256));
            assertThat(Tile.parse(tile.path())).contains(tile);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6/000",
                "-1/000",
                "0/0",
                "0/0000",
                "0/000.p/0",
                "0/000.p/256",
                "0/000.p/01",
                "0/000.p/",
                "0/x000/001",
                "0/001/002",
                "0/x001",
                "entries/000.p/999",
                "data/000",
                "0/000/",
                "0/../000",
                "",
                "0/٠٠٠"
            })
    void whatIsNoPathNamesNoTile(String path) {
        assertThat(Tile.parse(path)).isEmpty();
    }

    @Test
    void aTileTellsHowManyLeavesItRestsOn() {
        assertThat(new Tile(0, 1, 3).leavesNeeded()).isEqualTo(259);
        assertThat(new Tile(1, 0, 2).leavesNeeded()).isEqualTo(512);
        assertThat(Tile.entries(2, 1).leavesNeeded()).isEqualTo(513);
        assertThat(Tile.entries(999_999_999_999_999_999L, 1).leavesNeeded()).isEqualTo(Long.MAX_VALUE);
        assertThat(new Tile(5, 1L << 14, 1).leavesNeeded()).isEqualTo(Long.MAX_VALUE);
        assertThat(new Tile(5, (1L << 14) - 1, 256).leavesNeeded()).isEqualTo(1L << 62);
    }

    @Test
    void bundlesPutTheLengthOfEachEntryBeforeIt() {
        byte[] bundle = EntryBundle.write(List.of("ab".getBytes(UTF_8), new byte[300]));
        assertThat(bundle).hasSize(2 + 2 + 2 + 300).startsWith(0, 2, 'a', 'b', 1, 44);
        assertThat(EntryBundle.read(bundle)).hasSize(2).first().isEqualTo("ab".getBytes(UTF_8));
    }

    @Test
    void aBundleCutShortOrWithAnEntryTooLongIsRefused() {
        assertThatThrownBy(() -> EntryBundle.read(new byte[] {0, 2, 'a'})).hasMessageContaining("inside entry 0");
        assertThatThrownBy(() -> EntryBundle.write(List.of(new byte[65_536]))).hasMessageContaining("65536");
    }
}
