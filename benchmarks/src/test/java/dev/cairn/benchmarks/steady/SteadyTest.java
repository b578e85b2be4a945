package dev.cairn.benchmarks.steady;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.standalone.Standalone;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyTest {

    private static final int PORT_OFFSET = 12_900;

    @TempDir
    private Path directory;

    /** Only versions that have come to their targets are read; whether somebody was late is for a longer run to say. */
    @Test
    void versionsComeToTheirTargetsAndAreRead() throws Exception {
        Standalone standalone = Standalone.start(directory.resolve("data"), PORT_OFFSET);
        try {
            Report report = new Steady(Place.standalone(PORT_OFFSET), 10, Duration.ofSeconds(8), Duration.ofSeconds(1))
                    .run(3, 1);

            assertThat(report.load().reads().count())
                    .as("%s", report.objections())
                    .isPositive();
            assertThat(report.meters().keySet())
                    .extracting(Meters.Series::meter)
                    .contains("jvm_memory_used_bytes", "cairn_relay_lag_events", "cairn_inbox_lag_events");
        } finally {
            standalone.close();
        }
    }
}
