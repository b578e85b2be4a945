package dev.cairn.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.audit.LogPicture.Mark;
import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Sha256Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogPictureTest {

    private static Proven proven(long index, long size, int hashes) {
        List<byte[]> path = IntStream.range(0, hashes)
                .mapToObj(level -> filled((byte) level))
                .toList();
        String root = Base64.getEncoder().encodeToString(filled((byte) 99));
        return new Proven(
                EventCodec.json().createObjectNode(),
                Sha256Digest.of(new byte[0]),
                index,
                size,
                path,
                root,
                "log.test");
    }

    private static byte[] filled(byte value) {
        byte[] hash = new byte[32];
        Arrays.fill(hash, value);
        return hash;
    }

    @Test
    void eachEntryStandsInTheRowOfItsServiceAndWhatIsProvedIsSeen() {
        var marks = List.of(
                new Mark(0, "registry", '█'),
                new Mark(1, "registry", '░'),
                new Mark(2, "approval", '█'),
                new Mark(11, "approval", '█'),
                new Mark(11, "approval", LogPicture.PROVED));

        assertThat(new LogPicture(13).entries(marks))
                .containsExactly(
                        "                  0         10", //
                        "registry          █░···········",
                        "approval          ··█········◆·");
    }

    @Test
    void aCheckpointCoversTheEntriesFromTheFirstOn() {
        var picture = new LogPicture(13);

        assertThat(picture.checkpoint("anchored  1", 1)).isEqualTo("anchored  1       │");
        assertThat(picture.checkpoint("anchored  2", 2)).isEqualTo("anchored  2       ├┤");
        assertThat(picture.checkpoint("signed   13", 13)).isEqualTo("signed   13       ├───────────┤");
    }

    @Test
    void aProofWidensFromTheEntryToAllThatIsSigned() {
        assertThat(new LogPicture(13).way(proven(5, 13, 4)))
                .containsExactly(
                        "                  0         10", //
                        "entry 5                ◆",
                        "+ 4      AAAAAAAA     ▒◆",
                        "+ 6–7    AQEBAQEB     ─◆▒▒",
                        "+ 0–3    AgICAgIC ▒▒▒▒─◆──",
                        "+ 8–12   AwMDAwMD ─────◆──▒▒▒▒▒",
                        "= root   Y2NjY2Nj ═════◆═══════");
    }

    @Test
    void theLastEntriesOfAnUnevenTreeHaveAShorterWay() {
        assertThat(new LogPicture(13).way(proven(12, 13, 2)))
                .containsExactly(
                        "                  0         10",
                        "entry 12                      ◆",
                        "+ 8–11   AAAAAAAA         ▒▒▒▒◆",
                        "+ 0–7    AQEBAQEB ▒▒▒▒▒▒▒▒────◆",
                        "= root   Y2NjY2Nj ════════════◆");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "80, 81", "5, 1000", "999999999, 1000000000"})
    void aLogOfAnySizeIsNoWiderThanAPage(long index, long size) {
        List<String> lines = new ArrayList<>();
        var picture = new LogPicture(size);
        lines.addAll(picture.entries(List.of(new Mark(index, "registry", '█'))));
        lines.addAll(picture.way(proven(index, size, 64)));
        lines.add(picture.checkpoint("signed " + size, size));

        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }
}
