package dev.cairn.platform.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadAheadTest {

    private final List<Integer> worked = new ArrayList<>();

    @Test
    void eachBatchIsWorkedOnInItsOrder() throws Exception {
        List<Integer> batches = IntStream.range(0, 1_000).boxed().toList();

        ReadAhead.through(batches, worked::add);

        assertThat(worked).isEqualTo(batches);
    }

    @Test
    void nothingToReadIsNothingToDo() throws Exception {
        ReadAhead.through(List.<Integer>of(), worked::add);

        assertThat(worked).isEmpty();
    }

    @Test
    void theNextBatchIsReadWhileOneIsWorkedOnAndNoMore() throws Exception {
        var read = new AtomicInteger();
        var second = new CountDownLatch(1);
        Iterable<Integer> batches = () -> IntStream.range(0, 10)
                .peek(batch -> {
                    read.incrementAndGet();
                    if (batch == 1) {
                        second.countDown();
                    }
                })
                .iterator();

        ReadAhead.through(batches, batch -> {
            second.await();
            assertThat(read.get()).isLessThanOrEqualTo(batch + 2);
        });

        assertThat(read).hasValue(10);
    }

    @Test
    void whatReadingThrowsComesAfterTheBatchesBefore() {
        Iterable<Integer> batches =
                () -> IntStream.range(0, 10).map(batch -> 6 / (3 - batch)).iterator();

        assertThatThrownBy(() -> ReadAhead.through(batches, worked::add)).isInstanceOf(ArithmeticException.class);
        assertThat(worked).containsExactly(2, 3, 6);
    }

    @Test
    void whatWorkThrowsEndsTheReading() {
        var read = new AtomicInteger();
        Iterator<Integer> endless = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                return read.incrementAndGet();
            }
        };

        assertThatThrownBy(() -> ReadAhead.through(() -> endless, batch -> {
                    throw new IllegalStateException("no room for " + batch);
                }))
                .hasMessage("no room for 1");
        assertThat(read.get()).isBetween(1, 2);
    }

    @Test
    void anInterruptionIsPassedOn() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> ReadAhead.through(List.of(1, 2, 3), worked::add))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
