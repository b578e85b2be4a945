package dev.cairn.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class BenchmarksTest {

    /** What the figures are is for docs/benchmarks.md; here only that there are some. */
    @TestFactory
    Stream<DynamicTest> everyBenchmarkStillMeasuresSomething() {
        return Benchmarks.all().stream()
                .map(benchmark -> DynamicTest.dynamicTest(benchmark.name(), () -> measures(benchmark)));
    }

    private static void measures(Benchmark benchmark) throws Exception {
        List<Figure> figures = benchmark.run(Size.TINY);

        assertThat(figures).isNotEmpty().allSatisfy(figure -> {
            assertThat(figure.value()).isFinite().isPositive();
            if (figure.floor() != null) {
                assertThat(figure.floor().value()).isFinite().isPositive();
            }
        });
    }
}
