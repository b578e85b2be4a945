package dev.cairn.platform.identity;

import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class DatabaseClockTest {

    private final AtomicInteger questions = new AtomicInteger();

    private Instant hourAhead() {
        questions.incrementAndGet();
        return Instant.now().plus(Duration.ofHours(1));
    }

    @Test
    void tellsTheDatabasesTimeWhateverThisMachinesIs() {
        var clock = new DatabaseClock(this::hourAhead);
        clock.ask();

        assertThat(clock.instant()).isCloseTo(Instant.now().plus(Duration.ofHours(1)), within(1, MINUTES));
    }

    @Test
    void goesOnBetweenQuestions() throws InterruptedException {
        var clock = new DatabaseClock(this::hourAhead);
        clock.ask();
        Instant first = clock.instant();
        Thread.sleep(2);

        assertThat(clock.instant()).isAfter(first);
        assertThat(questions).hasValue(1);
    }

    @Test
    void asksThisMachineWhileTheDatabaseWasNeverHeardOf() {
        var clock = new DatabaseClock(() -> {
            throw new DataAccessResourceFailureException("away");
        });
        clock.ask();

        assertThat(clock.instant()).isCloseTo(Instant.now(), within(1, MINUTES));
    }
}
