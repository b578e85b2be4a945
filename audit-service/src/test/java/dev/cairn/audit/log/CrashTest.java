package dev.cairn.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.audit.log.StepByStep.Crash;
import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.tiles.StoredAnchors;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.audit.LogEvent.CheckpointAnchored;
import dev.cairn.test.Clause;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The process ends before or after each write to store, database and topic; the next one goes on. */
@Clause({"AUD-2", "REG-3"})
class CrashTest {

    @Test
    void aCrashAtAnyStepContradictsNoCheckpointThatWasShownAndLosesNoEvent() {
        try (var log = new TestLog()) {
            List<RecordedEvent> sent = new ArrayList<>();
            List<Checkpoint> shown = new ArrayList<>();
            Set<String> steps = new LinkedHashSet<>();
            boolean crashed = true;
            for (int step = 1; crashed; step++) {
                sent.addAll(log.send(130));

                crashed = crashes(log, step, shown, steps);
                SequencingProcess next = log.process(StepByStep.UNHINDERED).begun();
                next.workThrough();

                shown.addAll(next.shown);
                History.contradictsNothing(log, shown);
                next.die();
            }

            log.ownEvents
                    .of(CheckpointAnchored.class)
                    .forEach(anchored -> sent.addAll(log.ownEvents.stream(anchored.stream())));
            History.hasEachOnceInOrder(log, sent);
            assertThat(String.join("\n", steps))
                    .as("the crashes came at every kind of step")
                    .contains("log/tile/entries/", "log/tile/0/", "log/head/", "log/anchors/", "a commit", "Anchored");
            assertThat(log.ownEvents.of(CheckpointAnchored.class))
                    .as("every anchor is recorded")
                    .extracting(CheckpointAnchored::object)
                    .containsAll(log.stored().anchors().numbers().stream()
                            .map(StoredAnchors.Anchor::name)
                            .toList());
        }
    }

    /** @return whether there was such a step */
    private static boolean crashes(TestLog log, int step, List<Checkpoint> shown, Set<String> steps) {
        SequencingProcess doomed = log.process(StepByStep.crashingAt(step));
        try {
            doomed.begun().workThrough();
            return false;
        } catch (Crash e) {
            steps.add(e.getMessage());
            return true;
        } finally {
            shown.addAll(doomed.shown);
            doomed.die();
        }
    }
}
