package dev.cairn.registry.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void isNeverFasterThanItMayBe() throws Exception {
        var pace = new Pace(1_000_000);
        long began = System.nanoTime();

        for (int i = 0; i < 10; i++) {
            pace.read(20_000);
        }

        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(190));
    }

    @Test
    void stopsWhenTheServiceDoesAlsoWhereThereIsNothingToWaitFor() {
        var pace = new Pace(Long.MAX_VALUE);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> pace.read(1)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
