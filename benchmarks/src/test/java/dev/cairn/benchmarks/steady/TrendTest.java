package dev.cairn.benchmarks.steady;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {

    @Test
    void whatGrowsAllTheTimeIsSeenThroughNoise() {
        Trend trend = Trend.of(List.of(0.0, 0.0, 100.0, 113.0, 118.0, 133.0, 138.0, 150.0));

        assertThat(trend.perInterval()).isCloseTo(10, within(1.0));
        assertThat(trend.grows(8, 0.05, 1)).isTrue();
    }

    @Test
    void whatOnlyWarmsUpDoesNotGrow() {
        Trend trend = Trend.of(List.of(10.0, 60.0, 101.0, 99.0, 100.0, 101.0, 99.0, 100.0));

        assertThat(trend.grows(8, 0.05, 1)).isFalse();
    }

    @Test
    void aSingleValueHasNoTrend() {
        assertThat(Trend.of(List.of(7.0)).perInterval()).isZero();
    }
}
