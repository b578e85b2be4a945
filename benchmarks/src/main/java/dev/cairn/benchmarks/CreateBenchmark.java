package dev.cairn.benchmarks;

import dev.cairn.events.types.ModelName;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * A model is registered by eight threads: through the command, by its statements in plain JDBC, and beside both one row in
 * one transaction. They take turns, so that what else the machine does meets all three.
 */
final class CreateBenchmark implements Benchmark {

    private static final int THREADS = 8;

    @Override
    public String name() {
        return "create";
    }

    @Override
    public List<Figure> run(Size size) throws Exception {
        Duration turn = Duration.ofMillis(size.of(2_500, 200));
        try (var registry = new RunningRegistry();
                var create = new Load(THREADS, () -> () -> registry.register(newName()));
                var statements = new Load(THREADS, () -> new PlainRegistration(registry.database.asApplication()));
                var oneRow = new Load(THREADS, () -> new OneRow(registry.database.asOwner()))) {
            List<Load> loads = List.of(oneRow, statements, create);
            for (Load load : loads) {
                load.warmUp(turn);
            }
            // Much more code than the other two have
            create.warmUp(turn.multipliedBy(8));
            for (int i = 0; i < size.of(3, 1); i++) {
                for (Load load : loads) {
                    load.run(turn);
                }
            }
            return List.of(
                    Figure.of("create, beside its statements", create.perSecond(), "/s", Target.shareOfFloor(0.60))
                            .beside("the same statements in plain JDBC", statements.perSecond()),
                    Figure.of("create, beside one row", create.perSecond(), "/s", Target.shareOfFloor(0.35))
                            .beside("one row, one transaction", oneRow.perSecond()));
        }
    }

    static ModelName newName() {
        return new ModelName("model-" + UUID.randomUUID());
    }
}
