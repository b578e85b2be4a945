package dev.cairn.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.audit.log.StepByStep.Crash;
import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.tiles.LogDamaged;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.audit.LogEvent.CheckpointAnchored;
import dev.cairn.test.Clause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log's database is lost; write-once store and topics make it again, to the same root. */
@Clause({"AUD-5", "REG-5"})
class RecoveryTest {

    private final TestLog log = new TestLog();

    @AfterEach
    void close() {
        log.close();
    }

    private SequencingProcess begun() {
        return log.process(StepByStep.UNHINDERED).begun();
    }

    private static List<Map<String, Object>> rows(TestLog log) {
        return log
                .jdbc()
                .sql("select index, hash, event, topic, partition, \"offset\", anchor from log.entry order by index")
                .query()
                .listOfRows()
                .stream()
                .peek(row -> row.replace("hash", HexFormat.of().formatHex((byte[]) row.get("hash"))))
                .toList();
    }

    private List<RecordedEvent> withAnchors(List<RecordedEvent> sent) {
        List<RecordedEvent> all = new ArrayList<>(sent);
        log.ownEvents
                .of(CheckpointAnchored.class)
                .forEach(anchored -> all.addAll(log.ownEvents.stream(anchored.stream())));
        return all;
    }

    @Test
    void anEmptyDatabaseIsFilledToTheSameRowsAndTheSameRootAndTheLogGoesOn() {
        List<RecordedEvent> sent = log.send(700);
        SequencingProcess first = begun();
        first.workThrough();
        sent.addAll(log.send(400));
        first.workThrough();
        first.die();
        Checkpoint before = log.newest().checkpoint();
        List<Map<String, Object>> rows = rows(log);

        log.database = TestLog.emptyDatabase();
        SequencingProcess second = begun();

        assertThat(second.shown.get(0)).isEqualTo(before);
        assertThat(rows(log).subList(0, (int) before.size())).isEqualTo(rows.subList(0, (int) before.size()));
        sent.addAll(log.send(100));
        second.workThrough();
        History.hasEachOnceInOrder(log, withAnchors(sent));
        List<Checkpoint> shown = new ArrayList<>(first.shown);
        shown.addAll(second.shown);
        History.contradictsNothing(log, shown);
    }

    @Test
    void entriesBeyondTheLastAnchorComeBackToo() {
        List<RecordedEvent> sent = log.send(300);
        SequencingProcess first = begun();
        first.workThrough();
        first.die();
        sent.addAll(log.send(600));
        while (log.newest().size() < 900) {
            diesBeforeItAnchors();
        }
        Checkpoint newest = log.newest().checkpoint();
        assertThat(log.stored().anchors().newest().orElseThrow().checkpoint().size())
                .isLessThan(newest.size() - 512);

        log.database = TestLog.emptyDatabase();
        SequencingProcess third = begun();

        assertThat(third.shown.get(0)).isEqualTo(newest);
        third.workThrough();
        History.hasEachOnceInOrder(log, withAnchors(sent));
    }

    private void diesBeforeItAnchors() {
        SequencingProcess process = log.process(step -> {
            if (step.startsWith("before log/anchors")) {
                throw new Crash(step);
            }
        });
        try {
            process.begun().workThrough();
        } catch (Crash e) {
            process.die();
        }
    }

    @Test
    void aRecoveryThatIsBrokenOffAnywhereIsFinishedByTheNext() {
        List<RecordedEvent> sent = log.send(900);
        SequencingProcess first = begun();
        first.workThrough();
        first.die();
        Checkpoint before = log.newest().checkpoint();
        log.database = TestLog.emptyDatabase();
        for (int step = 1; step <= 4; step++) {
            SequencingProcess doomed = log.process(StepByStep.crashingAt(step));
            try {
                doomed.begun();
            } catch (Crash e) {
                assertThat(doomed.shown).isSubsetOf(before);
            } finally {
                doomed.die();
            }
        }

        SequencingProcess last = begun();
        last.workThrough();

        assertThat(log.newest().rootAt(before.size())).isEqualTo(before.root());
        History.hasEachOnceInOrder(log, withAnchors(sent));
    }

    @Test
    void aDatabaseFromAnOlderBackupCatchesUpWithTheSignedLog() {
        List<RecordedEvent> sent = log.send(300);
        SequencingProcess first = begun();
        first.workThrough();
        sent.addAll(log.send(300));
        first.workThrough();
        first.die();
        Checkpoint before = log.newest().checkpoint();
        log.asSuperuser("delete from log.entry where index >= 290; update log.position set next = 0;"
                + " update log.term set number = 0");

        SequencingProcess second = begun();

        assertThat(second.shown.get(0)).isEqualTo(before);
        second.workThrough();
        History.hasEachOnceInOrder(log, withAnchors(sent));
    }

    @Test
    void withoutItsHeadsTheLogGoesOnFromItsRowsAndWritesAgainWhatIsMissing() throws Exception {
        List<RecordedEvent> sent = log.send(700);
        SequencingProcess first = begun();
        first.workThrough();
        first.die();
        Checkpoint before = log.newest().checkpoint();
        try (var heads = Files.list(log.directory.resolve("current/log/head"))) {
            for (Path head : heads.toList()) {
                Files.delete(head);
            }
        }
        Path tile = log.directory.resolve("final/log/tile/0/001");
        byte[] content = Files.readAllBytes(tile);
        Files.delete(tile);

        SequencingProcess second = begun();
        second.workThrough();

        assertThat(tile).hasBinaryContent(content);

        assertThat(log.newest().rootAt(before.size())).isEqualTo(before.root());
        History.hasEachOnceInOrder(log, withAnchors(sent));
    }

    @Test
    void anEntryWhoseEventIsOnNoTopicIsNamedAndNothingIsSigned() {
        log.send(30);
        SequencingProcess first = begun();
        first.workThrough();
        first.die();
        log.database = TestLog.emptyDatabase();
        TestLog.administer(admin -> admin.deleteTopics(List.of(log.main)).all().get());
        TestLog.administer(admin -> {
            while (admin.listTopics().names().get().contains(log.main)) {
                Thread.onSpinWait();
            }
        });
        log.makeTopic(log.main);

        SequencingProcess second = log.process(StepByStep.UNHINDERED);

        assertThatThrownBy(second::begun)
                .isInstanceOf(LogDamaged.class)
                .hasMessageContaining("entries of the log are on no topic")
                .hasMessageContaining("republish");
        assertThat(second.shown).isEmpty();
    }

    @Test
    void rowsThatAreNotTheSignedLogsAreRefused() {
        log.send(30);
        SequencingProcess first = begun();
        first.workThrough();
        first.die();
        log.asSuperuser("update log.entry set hash = sha256('x') where index = 7");

        SequencingProcess second = log.process(StepByStep.UNHINDERED);

        assertThatThrownBy(second::begun)
                .isInstanceOf(LogDamaged.class)
                .hasMessageContaining("are not those of the log");
    }

    @Test
    @Clause("AUD-2")
    void aNewKeyGoesOnWhereTheOldOneIsListedAndNotWhereItIsNot() {
        log.send(30);
        SequencingProcess first = begun();
        first.workThrough();
        first.die();
        var newKey = TestLog.newSigner();

        SequencingProcess unlisted = log.process(StepByStep.UNHINDERED, newKey, List.of());
        assertThatThrownBy(unlisted::begun)
                .isInstanceOf(LogDamaged.class)
                .hasMessageContaining("cairn.log.former-keys");
        unlisted.die();

        SequencingProcess listed = log.process(StepByStep.UNHINDERED, newKey, List.of(log.signer.verifier()));
        listed.begun();
        log.send(10);
        listed.workThrough();

        var heads = log.stored(log.store(), List.of(newKey.verifier(), log.signer.verifier()))
                .heads();
        assertThat(heads.newest().orElseThrow().note().signedBy(List.of(newKey.verifier())))
                .contains(newKey.verifier());
        for (Checkpoint earlier : first.shown) {
            assertThat(listed.served.require().rootAt(earlier.size())).isEqualTo(earlier.root());
        }
    }
}
