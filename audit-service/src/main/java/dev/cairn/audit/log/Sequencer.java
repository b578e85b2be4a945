package dev.cairn.audit.log;

import dev.cairn.audit.tiles.GrowingLog;
import dev.cairn.audit.tiles.PublicLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts events into the log for one term: reads them, gives them indices, stores tiles, signs, serves. What a crash
 * interrupts, the next term finishes from the rows, to the same tree. For one thread.
 */
final class Sequencer {

    private static final Logger log = LoggerFactory.getLogger(Sequencer.class);

    private final Intake intake;
    private final LogWrites writes;
    private final Publisher publisher;
    private final Anchoring anchoring;
    private final LogMeters meters;
    private final GrowingLog growing;

    private Sequencer(
            Intake intake,
            LogWrites writes,
            Publisher publisher,
            Anchoring anchoring,
            LogMeters meters,
            GrowingLog growing) {
        this.intake = intake;
        this.writes = writes;
        this.publisher = publisher;
        this.anchoring = anchoring;
        this.meters = meters;
        this.growing = growing;
    }

    /**
     * Makes database, store and topics agree, and serves where the log stands.
     *
     * @throws dev.cairn.audit.tiles.LogDamaged when signing would contradict what was signed or anchored before
     * @throws Term.Ended when another sequencer has begun
     */
    static Sequencer begin(
            Intake intake, LogWrites writes, Publisher publisher, Anchoring anchoring, LogMeters meters) {
        EntryRows rows = writes.rows();
        long anchored = anchoring.begin();
        Optional<PublicLog> signed = publisher.signed();
        long size = signed.map(PublicLog::size).orElse(0L);
        anchoring.requireNotBelow(Math.max(size, rows.count()));
        if (rows.count() < size) {
            new Recovery(signed.orElseThrow(), intake, writes).run();
        }
        GrowingLog growing = publisher.resume(signed, rows);
        anchoring.requireContinued(growing);
        writes.requireCurrent();
        publisher.goOn(signed, growing, writes.term());
        var sequencer = new Sequencer(intake, writes, publisher, anchoring, meters, growing);
        if (rows.otherThanAnchorsFrom(anchored)) {
            anchoring.due();
        }
        sequencer.take(intake.begin(rows.positions()));
        log.info("Term {} of the log {} begins at size {}", writes.term(), publisher.origin(), growing.size());
        return sequencer;
    }

    /**
     * One round.
     *
     * @param patience how long to wait for the first event
     * @return whether more is waiting on the topics
     */
    boolean round(Duration patience) {
        Batch batch = intake.read(patience);
        take(batch);
        writes.recordAlarm();
        if (anchoring.isTime()) {
            writes.requireCurrent();
            anchoring.anchor(publisher.published());
        }
        return batch.more();
    }

    private void take(Batch batch) {
        if (batch.isEmpty()) {
            return;
        }
        meters.integration(() -> {
            List<Arrival> fresh = writes.takeIn(growing.size(), batch);
            if (!fresh.isEmpty()) {
                fresh.forEach(arrival -> growing.add(arrival.hash()));
                writes.requireCurrent();
                publisher.publish(growing, writes.term());
                fresh.stream().filter(arrival -> !arrival.anchor()).findAny().ifPresent(any -> anchoring.due());
                meters.published(fresh);
            }
        });
    }
}
