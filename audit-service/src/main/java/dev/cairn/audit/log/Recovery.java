package dev.cairn.audit.log;

import dev.cairn.audit.proof.Tile;
import dev.cairn.audit.tiles.LogDamaged;
import dev.cairn.audit.tiles.PublicLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes rows again for a log that is longer than its database: the bundles say in which order, the topics say which event
 * each entry is. Since events of a partition keep their order in the log, little has to be remembered on the way.
 */
final class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int ENTRIES_IN_ONE_WRITE = 32 * Tile.FULL;
    private static final int NAMED = 20;

    private final PublicLog signed;
    private final Intake intake;
    private final EntryRows rows;
    private final LogWrites writes;

    private final Map<String, Arrival> unplaced = new HashMap<>();
    private final Map<Slot, TreeSet<Long>> waiting = new HashMap<>();
    private final Map<Slot, Long> readTo = new HashMap<>();
    private int ahead = 4096;
    private long bundle = -1;
    private List<byte[]> bundled = List.of();

    /** @param signed what the newest head signs */
    Recovery(PublicLog signed, Intake intake, LogWrites writes) {
        this.signed = signed;
        this.intake = intake;
        this.rows = writes.rows();
        this.writes = writes;
    }

    /**
     * Fills the rows up to the size of the newest checkpoint; what was done stays when this is broken off.
     *
     * @throws LogDamaged when an entry of the log is on no topic
     */
    void run() {
        long index = rows.count();
        log.info("The database has {} of {} entries of the log; making the others again", index, signed.size());
        intake.begin(rows.positions());
        while (index < signed.size()) {
            List<Arrival> placed = new ArrayList<>();
            long until = Math.min(signed.size(), index + ENTRIES_IN_ONE_WRITE);
            for (long next = index; next < until; next++) {
                placed.add(find(next));
            }
            writes.place(index, placed, goOnFrom());
            index = until;
        }
        log.info("All {} entries of the log are in the database again", index);
    }

    private Arrival find(long index) {
        String hash = hex(entry(index));
        Arrival found = unplaced.remove(hash);
        while (found == null) {
            if (!readMore()) {
                throw missing(index);
            }
            found = unplaced.remove(hash);
        }
        waiting.get(found.slot()).remove(found.offset());
        return found;
    }

    private byte[] entry(long index) {
        if (index / Tile.FULL != bundle) {
            bundle = index / Tile.FULL;
            bundled = signed.entries(bundle);
        }
        return bundled.get((int) (index % Tile.FULL));
    }

    /** @return false at the end of all topics */
    private boolean readMore() {
        intake.hold(waiting.entrySet().stream()
                .filter(slot -> slot.getValue().size() >= ahead)
                .map(Map.Entry::getKey)
                .toList());
        Batch batch = intake.read(PATIENCE);
        readTo.putAll(batch.next());
        // What is wrong with a topic is raised when it is taken in; here only the order matters
        for (Arrival arrival : rows.fresh(batch.arrivals(), new ArrayList<>())) {
            if (unplaced.putIfAbsent(hex(arrival.hash()), arrival) == null) {
                waiting.computeIfAbsent(arrival.slot(), slot -> new TreeSet<>()).add(arrival.offset());
            }
        }
        if (batch.arrivals().isEmpty() && batch.more()) {
            ahead *= 2;
        }
        return !batch.arrivals().isEmpty() || batch.more();
    }

    /** Of each partition, the first event that was read and has no place yet, or the end of what was read. */
    private Map<Slot, Long> goOnFrom() {
        Map<Slot, Long> next = new HashMap<>(readTo);
        waiting.forEach((slot, offsets) -> {
            if (!offsets.isEmpty()) {
                next.put(slot, offsets.first());
            }
        });
        return next;
    }

    private LogDamaged missing(long first) {
        List<String> named = new ArrayList<>();
        long count = 0;
        for (long index = first; index < signed.size(); index++) {
            String hash = hex(entry(index));
            if (!unplaced.containsKey(hash)) {
                count++;
                if (named.size() < NAMED) {
                    named.add(index + " (" + hash + ")");
                }
            }
        }
        return new LogDamaged(count + " entries of the log are on no topic: " + String.join(", ", named)
                + (count > NAMED ? ", …" : "")
                + "; republish the topics from their services' event stores, then the log goes on by itself");
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
