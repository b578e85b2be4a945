package dev.cairn.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.tiles.StoredAnchors;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.audit.LogEvent.CheckpointAnchored;
import dev.cairn.test.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@Clause({"AUD-2", "REG-4"})
class FencingTest {

    @Test
    void aSecondProcessWaitsWhileTheFirstHasTheTerm() {
        try (var log = new TestLog()) {
            SequencingProcess first = log.process(StepByStep.UNHINDERED).begun();
            SequencingProcess second = log.process(StepByStep.UNHINDERED);

            assertThat(second.begin()).isFalse();

            log.send(10);
            first.workThrough();
            second.publisher.follow();
            assertThat(second.served.require().checkpoint())
                    .as("it serves what the first signs")
                    .isEqualTo(first.served.require().checkpoint());

            first.die();
            assertThat(second.begin()).isTrue();
        }
    }

    @Test
    void oneThatLostItsTermSignsAndAnchorsNothingMore() {
        try (var log = new TestLog()) {
            log.send(10);
            SequencingProcess first = log.process(StepByStep.UNHINDERED).begun();
            first.workTo(10);
            first.loseTerm();
            SequencingProcess second = log.process(StepByStep.UNHINDERED).begun();
            second.workThrough();
            var heads = log.stored().heads();
            String firstsHead = heads.names().get(0);
            Checkpoint before = heads.read(firstsHead).checkpoint();
            var anchors = log.stored().anchors().numbers();

            log.send(10);

            assertThatThrownBy(first::workThrough).isInstanceOf(Term.Ended.class);
            assertThat(heads.read(firstsHead).checkpoint()).isEqualTo(before);
            assertThat(log.stored().anchors().numbers()).isEqualTo(anchors);
        }
    }

    /** Builds take turns at which. */
    @Test
    void oneThatSleepsAtAStepAndWakesAfterItsSuccessorBeganDoesNoHarm() throws Exception {
        int apart = 4;
        int first = 1 + new Random().nextInt(apart);
        LoggerFactory.getLogger(FencingTest.class).info("It sleeps at every fourth step from step {} on", first);
        sleepAtSteps(first, apart);
    }

    @Test
    @Tag("nightly")
    void norDoesItAtAnyOther() throws Exception {
        sleepAtSteps(1, 1);
    }

    /** At these of the steps that a sequencer takes, it sleeps while another takes over and works; then it wakes. */
    private static void sleepAtSteps(int first, int apart) throws Exception {
        try (var log = new TestLog()) {
            List<RecordedEvent> sent = new ArrayList<>();
            List<Checkpoint> shown = new ArrayList<>();
            boolean slept = true;
            for (int step = first; slept; step += apart) {
                sent.addAll(log.send(130));
                slept = sleepsAndWakes(log, step, sent, shown);
                History.contradictsNothing(log, shown);
            }

            log.ownEvents
                    .of(CheckpointAnchored.class)
                    .forEach(anchored -> sent.addAll(log.ownEvents.stream(anchored.stream())));
            History.hasEachOnceInOrder(log, sent);
            assertThat(log.ownEvents.of(CheckpointAnchored.class))
                    .as("every anchor is recorded")
                    .extracting(CheckpointAnchored::object)
                    .containsAll(log.stored().anchors().numbers().stream()
                            .map(StoredAnchors.Anchor::name)
                            .toList());
        }
    }

    private static boolean sleepsAndWakes(TestLog log, int step, List<RecordedEvent> sent, List<Checkpoint> shown)
            throws Exception {
        var asleep = new CountDownLatch(1);
        var wake = new CountDownLatch(1);
        SequencingProcess sleeper = log.process(sleepingAt(step, asleep, wake));
        CompletableFuture<Void> work = CompletableFuture.runAsync(
                () -> sleeper.begun().workThrough(), task -> new Thread(task, "sleeper").start());
        while (!asleep.await(10, TimeUnit.MILLISECONDS)) {
            if (work.isDone()) {
                work.get();
                shown.addAll(sleeper.shown);
                sleeper.die();
                return false;
            }
        }
        sleeper.loseTerm();
        log.ownEvents.steps = StepByStep.UNHINDERED;
        SequencingProcess successor = log.process(StepByStep.UNHINDERED).begun();
        successor.workThrough();
        sent.addAll(log.send(20));
        successor.workThrough();

        wake.countDown();
        try {
            work.get(3, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(RuntimeException.class);
        }
        sent.addAll(log.send(20));
        successor.workThrough();
        History.onlyGrows(sleeper.shown);
        History.onlyGrows(successor.shown);
        shown.addAll(sleeper.shown);
        shown.addAll(successor.shown);
        sleeper.die();
        successor.die();
        return true;
    }

    private static StepByStep sleepingAt(int n, CountDownLatch asleep, CountDownLatch wake) {
        return new StepByStep() {
            private int steps;

            @Override
            public void at(String step) {
                steps++;
                // Holding the term's row, it would keep the successor waiting: PostgreSQL ends such a session
                if (steps >= n && asleep.getCount() > 0 && !step.contains("before a commit")) {
                    asleep.countDown();
                    try {
                        wake.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        };
    }
}
