package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PauseTest {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void itIsAskedUntilAnAnswerWillDoAndNoLonger() {
        int answer = Pause.until(
                Duration.ofMinutes(1),
                asked::incrementAndGet,
                count -> count == 3,
                count -> new Failure("Not after " + count, null));

        assertThat(answer).isEqualTo(3);
        assertThat(asked).hasValue(3);
    }

    @Test
    void whoHasNoPatienceLeftIsToldOfTheLastAnswer() {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> Pause.until(
                        Duration.ZERO,
                        asked::incrementAndGet,
                        count -> false,
                        count -> new Failure("In vain, it was " + count, null)))
                .satisfies(failure -> assertThat(failure).hasMessage("In vain, it was " + asked));
    }
}
