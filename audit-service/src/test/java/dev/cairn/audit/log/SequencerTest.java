package dev.cairn.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.proof.GrowingTree;
import dev.cairn.audit.proof.MerkleTree;
import dev.cairn.audit.tiles.LogDamaged;
import dev.cairn.audit.tiles.PublicLog;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.LogEntry;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.audit.LogEvent.CheckpointAnchored;
import dev.cairn.events.audit.LogEvent.Finding;
import dev.cairn.events.audit.LogEvent.TamperingDetected;
import dev.cairn.platform.cloudevents.KafkaEvents;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Clause({"AUD-1", "AUD-2"})
class SequencerTest {

    private final TestLog log = new TestLog();

    @AfterEach
    void close() {
        log.close();
    }

    private SequencingProcess begun() {
        return log.process(StepByStep.UNHINDERED).begun();
    }

    @Test
    @Clause("AUD-5")
    void everyEventOfEveryTopicBecomesOneBlindedEntryInItsOrder() {
        List<RecordedEvent> events = log.send(600);
        SequencingProcess process = begun();
        process.workTo(600);

        events.addAll(log.send(300));
        process.workThrough();

        // the log's record of its own anchors is in it too
        List<RecordedEvent> all = new ArrayList<>(events);
        log.ownEvents
                .of(CheckpointAnchored.class)
                .forEach(anchored -> all.addAll(log.ownEvents.stream(anchored.stream())));
        History.hasEachOnceInOrder(log, all);
        History.onlyGrows(process.shown);
        History.contradictsNothing(log, process.shown);
    }

    @Test
    void whateverIsServedIsInTheStoreAlreadyWithAllItsEntries() {
        var process = new AtomicReference<@Nullable SequencingProcess>();
        process.set(log.process(step -> {
            SequencingProcess watched = process.get();
            if (watched != null) {
                watched.served.newest().ifPresent(this::requireStored);
            }
        }));
        SequencingProcess watched = process.get();
        log.send(700);
        watched.begun().workThrough();
        log.send(300);
        watched.workThrough();

        requireStored(watched.served.require());
        assertThat(watched.size()).isGreaterThanOrEqualTo(1000);
    }

    private void requireStored(PublicLog served) {
        List<byte[]> entries = log.entries();
        var tree = new GrowingTree((level, index, hashes) -> {});
        entries.subList(0, (int) served.size()).forEach(entry -> tree.add(MerkleTree.leafHash(entry)));
        assertThat(tree.root()).isEqualTo(served.checkpoint().root());
    }

    @Test
    void aTermThatTakesNothingInServesTheLogAndLeavesNothingInTheStore() {
        log.send(10);
        SequencingProcess first = begun();
        first.workThrough();
        Checkpoint signed = first.served.require().checkpoint();
        first.die();
        List<String> heads = log.stored().heads().names();

        for (int term = 0; term < 3; term++) {
            SequencingProcess idle = begun();
            idle.workThrough();
            assertThat(idle.shown).containsExactly(signed);
            idle.die();
        }

        assertThat(log.stored().heads().names()).isEqualTo(heads);
    }

    @Test
    void anEventThatArrivesAgainIsNoSecondEntry() {
        List<RecordedEvent> events = log.send(20);
        SequencingProcess process = begun();
        process.workThrough();
        long before = process.size();

        events.forEach(log::send);
        process.workThrough();

        assertThat(process.size()).isEqualTo(before);
        assertThat(log.ownEvents.of(TamperingDetected.class)).isEmpty();
    }

    @Test
    @Clause("IMM-4")
    void theSameIdWithOtherContentIsRecordedOnceAndIsNoEntry() {
        RecordedEvent original = log.send(1).get(0);
        SequencingProcess process = begun();
        process.workThrough();

        byte[] other = "{\"name\":\"model-0\",\"description\":\"another\"}".getBytes(StandardCharsets.UTF_8);
        var forged = new RecordedEvent(original.topic(), original.key(), original.headers(), other);
        log.send(forged);
        process.workThrough();

        assertThat(log.entries())
                .anyMatch(entry -> Arrays.equals(entry, LogEntry.of(original).bytes()))
                .noneMatch(entry -> Arrays.equals(entry, LogEntry.of(forged).bytes()));
        List<TamperingDetected> recorded = log.ownEvents.of(TamperingDetected.class);
        assertThat(recorded).hasSize(1);
        assertThat(recorded.get(0).findings())
                .singleElement()
                .extracting(Finding::problem)
                .asString()
                .contains(original.headers().id().toString(), "another content");
    }

    @Test
    @Clause("IMM-4")
    void bothInOneBatchAreToldApartToo() {
        RecordedEvent original = log.event("model-0");
        byte[] other = "{\"name\":\"model-0\",\"description\":\"another\"}".getBytes(StandardCharsets.UTF_8);
        log.send(original);
        log.send(new RecordedEvent(original.topic(), original.key(), original.headers(), other));

        begun().workThrough();

        assertThat(log.entries().get(0)).isEqualTo(LogEntry.of(original).bytes());
        assertThat(log.ownEvents.of(TamperingDetected.class)).hasSize(1);
    }

    @Test
    @Clause({"IMM-4", "REG-3"})
    void aRecordThatIsNoEventIsRecordedAndStopsNothing() {
        log.send(new ProducerRecord<>(log.main, "model:model-0", "no event".getBytes(StandardCharsets.UTF_8)));
        RecordedEvent event = log.event("model-0");
        log.send(KafkaEvents.toRecord(withSequence(event, Long.MAX_VALUE)));
        List<RecordedEvent> events = log.send(5);

        SequencingProcess process = begun();
        process.workThrough();

        assertThat(log.entries())
                .as("the good ones are entries")
                .extracting(HexFormat.of()::formatHex)
                .containsAll(events.stream().map(it -> LogEntry.of(it).value()).toList());
        assertThat(log.ownEvents.of(TamperingDetected.class).stream()
                        .flatMap(it -> it.findings().stream())
                        .map(Finding::where))
                .as("the other two are named, by where they stand")
                .hasSize(2)
                .allMatch(where -> where.startsWith(log.main + "-"));
    }

    @Test
    @Clause({"IMM-4", "REG-3"})
    void whileWritesWaitTheLogGrowsAndAnAlarmIsKeptForTheNextTerm() {
        log.ownEvents.writesWait = true;
        log.send(new ProducerRecord<>(log.main, "model:model-0", "no event".getBytes(StandardCharsets.UTF_8)));
        log.send(5);
        SequencingProcess first = begun();
        first.workThrough();
        assertThat(first.size()).isEqualTo(5);
        assertThat(log.ownEvents.of(TamperingDetected.class)).isEmpty();
        first.die();

        log.ownEvents.writesWait = false;
        begun().workThrough();

        assertThat(log.ownEvents.of(TamperingDetected.class))
                .singleElement()
                .extracting(TamperingDetected::total)
                .isEqualTo(1);
    }

    @Test
    @Clause({"IMM-4", "REG-3"})
    void aRecordThatHasMuchToQuoteIsRecordedInFewWords() {
        var record = KafkaEvents.toRecord(log.event("model-0"));
        record.headers()
                .remove("ce_specversion")
                .add("ce_specversion", "\u0001".repeat(700_000).getBytes(StandardCharsets.UTF_8));
        log.send(record);

        begun().workThrough();

        assertThat(log.ownEvents.of(TamperingDetected.class))
                .singleElement()
                .satisfies(it -> assertThat(EventCodec.write(it).length).isLessThan(10_000));
    }

    /** RFC 8785 cannot carry it: above 2^53. */
    private static RecordedEvent withSequence(RecordedEvent event, long sequence) {
        EventHeaders it = event.headers();
        var headers = new EventHeaders(
                UUID.randomUUID(),
                it.source(),
                it.type(),
                it.subject(),
                it.time(),
                it.dataSchema(),
                it.actor(),
                it.owner(),
                it.correlationId(),
                it.causationId(),
                sequence,
                it.nonce(),
                it.traceparent());
        return new RecordedEvent(event.topic(), event.key(), headers, event.data());
    }

    @Test
    @Clause("IMM-4")
    void aTopicThatWasCutBelowItsPositionIsRecordedAndTheRestIsTakenIn() {
        log.send(30);
        SequencingProcess first = begun();
        first.workThrough();
        first.die();
        log.send(30);
        Map<TopicPartition, RecordsToDelete> cut = new HashMap<>();
        for (int partition = 0; partition < TestLog.PARTITIONS; partition++) {
            cut.put(new TopicPartition(log.main, partition), RecordsToDelete.beforeOffset(-1));
        }
        TestLog.administer(admin -> admin.deleteRecords(cut).all().get());
        List<RecordedEvent> after = log.send(30);

        SequencingProcess second = begun();
        second.workThrough();

        assertThat(log.entries())
                .extracting(HexFormat.of()::formatHex)
                .containsAll(after.stream().map(it -> LogEntry.of(it).value()).toList());
        assertThat(log.ownEvents.of(TamperingDetected.class))
                .singleElement()
                .satisfies(it -> assertThat(it.findings())
                        .allMatch(finding -> finding.problem().contains("was taken in up to offset")));
        History.contradictsNothing(log, first.shown);
    }

    @Test
    void aTopicMadeAnewIsReadFromItsBeginningAndKnownEventsAreNoSecondEntries() {
        List<RecordedEvent> events = log.send(30);
        SequencingProcess first = begun();
        first.workThrough();
        long before = first.size();
        first.die();

        TestLog.administer(admin -> admin.deleteTopics(List.of(log.main)).all().get());
        while (exists(log.main)) {
            Thread.onSpinWait();
        }
        log.makeTopic(log.main);
        events.forEach(log::send);
        List<RecordedEvent> later = log.send(10);
        SequencingProcess second = begun();
        second.workThrough();

        assertThat(second.size()).isGreaterThanOrEqualTo(before + 10);
        List<RecordedEvent> all = new ArrayList<>(events);
        all.addAll(later);
        log.ownEvents
                .of(CheckpointAnchored.class)
                .forEach(anchored -> all.addAll(log.ownEvents.stream(anchored.stream())));
        History.hasEachOnceInOrder(log, all);
    }

    private boolean exists(String topic) {
        var names = new ArrayList<String>();
        TestLog.administer(admin -> names.addAll(admin.listTopics().names().get()));
        return names.contains(topic);
    }

    @Test
    void nothingIsSignedOnTopOfAStoreThatWasSetBackBehindAnAnchor() throws Exception {
        log.send(10);
        SequencingProcess first = begun();
        first.workThrough();
        assertThat(log.stored().anchors().newest()).isPresent();
        first.die();

        // both the database and the heads are from before
        log.database = TestLog.emptyDatabase();
        try (var heads = Files.list(log.directory.resolve("current/log/head"))) {
            for (var head : heads.toList()) {
                Files.delete(head);
            }
        }

        SequencingProcess second = log.process(StepByStep.UNHINDERED);
        assertThatThrownBy(second::begin).isInstanceOf(LogDamaged.class).hasMessageContaining("older than the anchor");
        assertThat(second.shown).isEmpty();
    }

    @Test
    void nothingIsSignedBesideAnAnchor() {
        log.send(10);
        SequencingProcess first = begun();
        first.workThrough();
        first.die();

        // somebody who holds the key anchors another history of the same size
        var anchors = log.stored().anchors();
        var newest = anchors.newest().orElseThrow();
        var forged = new Checkpoint(TestLog.ORIGIN, newest.checkpoint().size(), new byte[32]);
        anchors.write(newest.number() + 1, log.signer.sign(forged.text()));

        SequencingProcess second = log.process(StepByStep.UNHINDERED);
        assertThatThrownBy(second::begin).isInstanceOf(LogDamaged.class).hasMessageContaining("another root");
        assertThat(second.shown).isEmpty();
    }

    @Test
    void aProcessNeverServesALogThatDoesNotContinueWhatItServed() throws Exception {
        log.send(10);
        SequencingProcess process = begun();
        process.workThrough();
        process.die();

        // a whole other history is put in the place of this one, signed with the right key
        var other = new TestLog();
        other.send(20);
        other.process(StepByStep.UNHINDERED, log.signer, List.of()).begun().workThrough();
        Files.walk(other.directory.resolve("current/log/head"))
                .filter(Files::isRegularFile)
                .forEach(head -> copy(head, log.directory.resolve("current/log/head/9999999999")));

        assertThatThrownBy(process.publisher::follow)
                .isInstanceOf(LogDamaged.class)
                .hasMessageContaining("does not continue it");
        assertThat(process.served.require().checkpoint()).isEqualTo(process.shown.get(process.shown.size() - 1));
        other.close();
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
