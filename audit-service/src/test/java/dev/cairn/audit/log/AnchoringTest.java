package dev.cairn.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.tiles.PublicLog;
import dev.cairn.audit.tiles.StoredAnchors;
import dev.cairn.audit.tiles.StoredAnchors.Anchor;
import dev.cairn.events.audit.LogEvent.CheckpointAnchored;
import dev.cairn.test.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Clause("AUD-2")
class AnchoringTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final TestLog log = new TestLog();

    @AfterEach
    void close() {
        log.close();
    }

    private int anchors() {
        return log.stored().anchors().numbers().size();
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Test
    void aLogWhereNothingHappensButItsOwnRecordsIsNotAnchoredAgain() {
        log.send(10);
        SequencingProcess process = log.process(Duration.ofMinutes(1), now::get).begun();
        process.workThrough();
        assertThat(anchors()).isEqualTo(1);

        for (int minute = 0; minute < 5; minute++) {
            pass(Duration.ofMinutes(1));
            process.workThrough();
        }

        assertThat(anchors()).isEqualTo(1);
        assertThat(process.size())
                .as("ten events, and the record of the anchor")
                .isEqualTo(11);
    }

    @Test
    void whatHappensWithinAMinuteSharesAnAnchor() {
        SequencingProcess process = log.process(Duration.ofMinutes(1), now::get).begun();
        log.send(10);
        process.workThrough();
        for (int i = 0; i < 3; i++) {
            pass(Duration.ofSeconds(15));
            log.send(10);
            process.workThrough();
        }
        assertThat(anchors()).isEqualTo(1);

        pass(Duration.ofSeconds(15));
        process.workThrough();

        assertThat(anchors()).isEqualTo(2);
        assertThat(log.stored().anchors().newest().orElseThrow().checkpoint().size())
                .isEqualTo(process.size() - 1);
    }

    @Test
    void aClockThatIsPutBackHoldsNoAnchorUp() {
        SequencingProcess process = log.process(Duration.ofMinutes(1), now::get).begun();
        log.send(10);
        process.workThrough();

        pass(Duration.ofHours(-1));
        log.send(10);
        process.workThrough();

        assertThat(anchors()).isEqualTo(2);
    }

    @Test
    void everyAnchorIsRecordedWithItsCheckpointAndWhatTheStoreEnforces() {
        SequencingProcess process = log.process(Duration.ZERO, now::get).begun();
        for (int i = 0; i < 3; i++) {
            log.send(5);
            process.workThrough();
        }

        List<CheckpointAnchored> records = log.ownEvents.of(CheckpointAnchored.class);
        assertThat(records).hasSize(anchors());
        for (CheckpointAnchored record : records) {
            Anchor anchor = log.stored().anchors().find(record.object()).orElseThrow();
            assertThat(record.checkpoint()).isEqualTo(anchor.note().toString());
            assertThat(record.size()).isEqualTo(anchor.checkpoint().size());
            assertThat(record.root().bytes()).isEqualTo(anchor.checkpoint().root());
            assertThat(record.enforcement()).isEqualTo("unproven");
        }
    }

    @Test
    void ofManyAnchorsThatNoEventTellsOfFewAreReadAndAllAreRecordedInTheirOrder() {
        PublicLog served =
                log.process(Duration.ofMinutes(1), now::get).begun().served.require();
        writeAnchors(0, 20);
        begunAnchoring().anchor(served);
        writeAnchors(20, 300);
        Anchoring anchoring = begunAnchoring();

        log.ownEvents.writesWait = true;
        log.ownEvents.looks.set(0);
        anchoring.anchor(served);
        assertThat(log.ownEvents.looks.get()).isLessThan(20);

        log.ownEvents.writesWait = false;
        anchoring.anchor(served);
        assertThat(log.ownEvents.of(CheckpointAnchored.class))
                .extracting(CheckpointAnchored::object)
                .containsExactlyElementsOf(
                        LongStream.range(0, 300).mapToObj(Anchor::name).toList());
    }

    private void writeAnchors(int from, int to) {
        StoredAnchors anchors = log.stored().anchors();
        for (int number = from; number < to; number++) {
            var checkpoint = new Checkpoint(TestLog.ORIGIN, number + 1, new byte[32]);
            anchors.write(number, log.signer.sign(checkpoint.text()));
        }
    }

    private Anchoring begunAnchoring() {
        var anchoring = new Anchoring(
                log.stored().anchors(), log.ownEvents, log.store()::enforcement, Duration.ofMinutes(1), now::get);
        anchoring.begin();
        return anchoring;
    }
}
