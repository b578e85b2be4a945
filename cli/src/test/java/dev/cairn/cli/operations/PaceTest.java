package dev.cairn.cli.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EventCodec;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static String after(String seconds, String run) {
        return Pace.of(EventCodec.json().readTree(run), Instant.parse("2026-11-27T10:00:" + seconds + "Z"));
    }

    @Test
    void aRunTellsCountsRateAndWhatIsLeft() {
        assertThat(after("10", """
                {"requestedAt": "2026-11-27T10:00:00Z", "done": 120000, "expected": 300000, "message": "Putting back"}
                """)).isEqualTo("120,000 of 300,000, 12,000/s, 15 s left; Putting back");
        assertThat(after("10", """
                {"requestedAt": "2026-11-27T10:00:00Z", "done": 20, "expected": 300, "message": ""}
                """)).isEqualTo("20 of 300, 2/s, 2 min left");
    }

    @Test
    void aRunThatHasOnlyBegunPromisesNothing() {
        assertThat(after("00", """
                {"requestedAt": "2026-11-27T10:00:00Z", "done": 0, "expected": 300, "message": "Comparing"}
                """)).isEqualTo("0 of 300; Comparing");
        assertThat(after("00", """
                {"requestedAt": "2026-11-27T10:00:00Z", "done": 0, "expected": null, "message": ""}
                """)).isEmpty();
    }

    @Test
    void aVerificationSpeaksForItself() {
        assertThat(after("10", """
                {"progress": "rows of approval", "done": 3}
                """)).isEqualTo("rows of approval");
    }
}
