package dev.cairn.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EventCodec;
import dev.cairn.events.audit.LogEvent.Finding;
import dev.cairn.events.audit.LogEvent.TamperingDetected;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.test.Clause;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

@Clause("IMM-4")
class TamperingReportTest {

    private static TamperingDetected report(List<Finding> findings) {
        return TamperingReport.of("log.test/audit", "intake-1", findings, findings.size(), null);
    }

    @Test
    void whateverIsQuotedTheEventStaysFarBelowTheLimit() {
        for (String quoted : List.of("\u0000", "\u2028", "\ud83d\ude00", "\ud83d")) {
            var hostile = new Finding("topic", quoted.repeat(20_000), quoted.repeat(20_000));

            TamperingDetected report = report(Collections.nCopies(200, hostile));

            assertThat(EventCodec.write(report).length).isLessThan(EventStore.MAX_EVENT_BYTES / 4);
            assertThat(report.findings()).hasSize(100);
            assertThat(report.total()).isEqualTo(200);
        }
    }

    @Test
    void itCanBeReadBackAlthoughItWasCutWithinAPair() {
        TamperingDetected report = report(List.of(new Finding("topic", "x", "!".repeat(499) + "\ud83d\ude00 tail")));

        byte[] written = EventCodec.write(report);

        assertThat(EventCodec.read("dev.cairn.audit.TamperingDetected.v1", written))
                .isEqualTo(report);
        assertThat(report.findings().get(0).problem()).startsWith("!!!").endsWith("…");
    }

    @Test
    void aSentenceIsOneLine() {
        TamperingDetected report = report(List.of(new Finding("topic", "registry-0@1", "it has no\nERROR forged")));

        assertThat(report.findings())
                .containsExactly(new Finding("topic", "registry-0@1", "it has no\uFFFDERROR forged"));
    }
}
