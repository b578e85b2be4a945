package dev.cairn.platform.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.platform.view.Filling.NotYet;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final AtomicLong nanos = new AtomicLong(-7);

    @Test
    void lastsForFiveSecondsWhateverIsShownMeanwhile() {
        var patience = new Patience(nanos::get);

        patience.more(1_000);
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        patience.more(2_000);
        assertThat(patience.shown()).isEqualTo(3_000);

        nanos.incrementAndGet();
        assertThatThrownBy(() -> patience.more(0)).isInstanceOf(NotYet.class);
    }
}
