package dev.cairn.benchmarks;

import dev.cairn.test.TestService;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;
import org.springframework.util.FileSystemUtils;

/**
 * The decisions that cross services, over HTTP in a whole standalone, one caller at a time; then the answers that others wait
 * for, among a hundred thousand.
 */
final class TrailBenchmark implements Benchmark {

    private static final String TARGET = "there";

    @Override
    public String name() {
        return "trail";
    }

    @Override
    public int rounds() {
        return 1;
    }

    @Override
    public List<Figure> run(Size size) throws Exception {
        Path directory = TestService.temporaryDirectory("benchmark-trail");
        try (var trail = new TrailSystem(directory.resolve("data"))) {
            String first = trail.approved();
            String second = trail.approved();
            Latency deployed = deployments(trail, first, size);
            Latency deployable = deployable(trail, size);
            Latency rolledBack = rollbacks(trail, first, second, size);
            int many = size.of(100_000, 1_000);
            trail.fill(many);
            IntConsumer admission =
                    call -> trail.admission(ThreadLocalRandom.current().nextInt(many));
            // Until then, the compiler works beside it on the same processors
            timed(size.of(18_000, 20), admission);
            Latency admitted = timed(size.of(6_000, 20), admission);
            Latency traced = timed(
                    size.of(1_000, 20),
                    call -> trail.trace(ThreadLocalRandom.current().nextInt(many / 10)));
            return List.of(
                    Figure.of(
                            "deployment asked for until started, p50",
                            deployed.percentile(0.5),
                            "ms",
                            Target.atMost(100)),
                    Figure.of(
                            "deployment asked for until started, p99",
                            deployed.percentile(0.99),
                            "ms",
                            Target.atMost(400)),
                    Figure.of("approved until deployable, p99", deployable.percentile(0.99), "ms", Target.atMost(200)),
                    Figure.of(
                            "rollback while approval is away, p99",
                            rolledBack.percentile(0.99),
                            "ms",
                            Target.atMost(100)),
                    Figure.of(
                            "admission among 100,000 approved, p99", admitted.percentile(0.99), "ms", Target.atMost(5)),
                    Figure.of(
                            "trace of a deployment, 100,000 nodes, p99",
                            traced.percentile(0.99),
                            "ms",
                            Target.atMost(50)));
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private static Latency deployments(TrailSystem trail, String label, Size size) {
        trail.target(TARGET);
        return timed(size.of(300, 10), call -> {}, call -> trail.deploy(label, TARGET), call -> trail.failed(TARGET));
    }

    /** From the last review's answer until a cluster is told yes. */
    private static Latency deployable(TrailSystem trail, Size size) {
        var labels = new String[1];
        return timed(
                size.of(60, 3),
                call -> labels[0] = trail.awaitingTheLastReview(),
                call -> trail.lastReviewUntilAdmitted(),
                call -> {});
    }

    /** Nobody is asked, so nobody has to be there. */
    private static Latency rollbacks(TrailSystem trail, String first, String second, Size size) throws Exception {
        trail.run(first, TARGET);
        trail.run(second, TARGET);
        trail.stopApproval();
        try {
            return timed(size.of(300, 10), call -> trail.rollBack(TARGET, call % 2 == 0 ? first : second));
        } finally {
            trail.startApproval();
        }
    }

    private static Latency timed(int calls, IntConsumer call) {
        return timed(calls, it -> {}, call, it -> {});
    }

    /** A third of the calls runs before, until what is measured is compiled. */
    private static Latency timed(int calls, IntConsumer before, IntConsumer call, IntConsumer after) {
        int warmUp = calls / 3;
        long[] nanos = new long[calls];
        for (int i = 0; i < warmUp + calls; i++) {
            before.accept(i);
            long begun = System.nanoTime();
            call.accept(i);
            if (i >= warmUp) {
                nanos[i - warmUp] = System.nanoTime() - begun;
            }
            after.accept(i);
        }
        return new Latency(nanos);
    }
}
