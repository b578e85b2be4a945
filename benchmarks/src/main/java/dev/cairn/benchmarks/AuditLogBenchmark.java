package dev.cairn.benchmarks;

import java.time.Duration;
import java.util.List;

/** Events come into the audit log for five minutes, then one by one, and then all of them are verified. */
final class AuditLogBenchmark implements Benchmark {

    @Override
    public String name() {
        return "audit-log";
    }

    /** It takes seven minutes. */
    @Override
    public int rounds() {
        return 1;
    }

    @Override
    public List<Figure> run(Size size) throws Exception {
        AuditLogFigures figures = AuditLogMeasurement.run(Duration.ofSeconds(size.of(300, 1)), size.of(3_500, 100));
        return List.of(
                Figure.of("events into the audit log", figures.sustained(), "events/s", Target.atLeast(3_000)),
                Figure.of("stored to provable, p50", figures.provableP50(), "ms", Target.none()),
                Figure.of("stored to provable, p99", figures.provableP99(), "ms", Target.atMost(2_500)),
                Figure.of("verification", figures.verified(), "events/s", Target.atLeast(50_000)));
    }
}
